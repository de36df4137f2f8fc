package dev.emitter;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.Resubmission;
import dev.emitter.engine.Engine;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Delivers by definitions that are not at work: to try them, or to send events elsewhere. */
final class OneTimeDeliveries {

  private static final String SAMPLE =
      "{\"message\":\"This event tests whether events arrive. It is about nothing.\"}";
  private static final Topic ANY_TOPIC = Topic.of("test");

  private final Engine engine;
  private final Function<EmitterDefinition, ResolvedEmitter> resolver;
  private final EventCompleter completer;
  private final URI source;
  private final Clock clock;
  private final DeliveryRecorder books;

  /**
   * Creates them.
   *
   * @param books are told of each attempt to send an event again, not of tests
   */
  OneTimeDeliveries(
      Engine engine,
      Function<EmitterDefinition, ResolvedEmitter> resolver,
      EventCompleter completer,
      URI source,
      Clock clock,
      DeliveryRecorder books) {
    this.engine = engine;
    this.resolver = resolver;
    this.completer = completer;
    this.source = source;
    this.clock = clock;
    this.books = books;
  }

  CompletionStage<DeliveryResult> test(EmitterDefinition definition) {
    ResolvedEmitter resolved = resolver.apply(definition);
    Topic topic =
        definition.subscription().topics().stream()
            .min(Comparator.comparing(Topic::toString))
            .orElse(ANY_TOPIC);
    Delivery sample =
        Delivery.of(
            definition.id(),
            topic,
            completer.complete(
                CloudEventBuilder.v1()
                    .withId(UUID.randomUUID().toString())
                    .withSource(source)
                    .withType("dev.emitter.test")
                    .withData("application/json", SAMPLE.getBytes(StandardCharsets.UTF_8))
                    .build()),
            clock.instant());
    return engine
        .orders()
        .deliverOnce(resolved, List.of(sample))
        .thenApply(results -> results.get(0));
  }

  CompletionStage<List<Resubmission>> resubmit(EmitterDefinition to, List<LoggedEvent> events) {
    ResolvedEmitter resolved = resolver.apply(to);
    Map<Position, LoggedEvent> wanted = new LinkedHashMap<>();
    events.forEach(event -> wanted.putIfAbsent(event.position(), event));
    Map<Position, DeliveryResult> answers = new HashMap<>();
    List<LoggedEvent> allowed = new ArrayList<>();
    for (LoggedEvent one : wanted.values()) {
      DeliveryResult refusal = engine.refusal(to.owner(), one);
      if (refusal == null) {
        allowed.add(one);
      } else {
        answers.put(one.position(), refusal);
      }
    }
    String request = UUID.randomUUID().toString();
    List<Delivery> deliveries =
        allowed.stream().map(one -> Delivery.of(to.id(), one, 1).resubmittedBy(request)).toList();
    return engine
        .orders()
        .deliverOnce(resolved, deliveries)
        .thenApply(
            results -> {
              for (int i = 0; i < results.size(); i++) {
                answers.put(allowed.get(i).position(), results.get(i));
                books.note(to.owner(), deliveries.get(i), results.get(i));
              }
              return wanted.values().stream()
                  .map(
                      one ->
                          new Resubmission(
                              to.id(), one, Objects.requireNonNull(answers.get(one.position()))))
                  .toList();
            });
  }
}
