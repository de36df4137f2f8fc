package dev.emitter.console;

import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.ParameterValues;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of the Console channel share. */
final class Consoles {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final EventCompleter COMPLETER =
      new EventCompleter(URI.create("https://shop.example"), CLOCK, () -> "made-up", 1 << 20);

  private Consoles() {}

  /** Returns a context as the configuration would: given parameters over the defaults. */
  static ChannelContext context(Map<String, String> given) {
    Map<String, Object> values =
        new HashMap<>(
            Map.of("output", "out", "logPrefix", "event.", "level", "INFO", "prettyPrint", false));
    EmitterDefinition.Builder definition = EmitterDefinition.builder("console", "Console");
    given.forEach(definition::parameter);
    values.putAll(given);
    return ChannelContext.of(definition.build(), new ParameterValues(values), null, CLOCK);
  }

  static Delivery delivery(String id, String type) {
    EncodedEvent event =
        COMPLETER.complete(
            CloudEventBuilder.v1()
                .withId(id)
                .withType(type)
                .withSource(URI.create("https://shop.example"))
                .withTime(CLOCK.instant().atOffset(ZoneOffset.UTC))
                .withSubject("grün")
                .withData("application/json", "{\"n\":1}".getBytes(StandardCharsets.UTF_8))
                .build());
    return Delivery.of("console", Topic.of("orders"), event, CLOCK.instant());
  }

  static List<DeliveryResult> deliver(Channel channel, Delivery... batch) {
    return channel.deliver(List.of(batch)).toCompletableFuture().join();
  }
}
