package dev.emitter.testkit;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Emitters over a manual clock and a recording channel of type Webhook, for tests. */
final class Shop implements AutoCloseable {

  static final Topic ORDERS = Topic.of("orders", "eu");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final ManualClock clock = ManualClock.create();
  final RecordingChannel webhook = RecordingChannel.of("Webhook");
  final Emitters emitters;
  private int count;

  Shop() {
    this(UnaryOperator.identity());
  }

  Shop(UnaryOperator<EmittersBuilder> more) {
    this.emitters =
        more.apply(
                Emitters.builder()
                    .source(URI.create("https://shop.example"))
                    .time(clock)
                    .random(new Random(1))
                    .closeGrace(Duration.ZERO)
                    .channel(webhook))
            .start();
  }

  static EmitterDefinition.Builder define(String id) {
    return EmitterDefinition.builder(id, "Webhook");
  }

  Shop with(EmitterDefinition.Builder... definitions) {
    for (EmitterDefinition.Builder definition : definitions) {
      emitters.register(definition.build());
    }
    return this;
  }

  /** Publishes events whose ids count up from 1. */
  Shop publish(int events) {
    for (int i = 0; i < events; i++) {
      emitters.publish(ORDERS, event(Integer.toString(++count)));
    }
    return this;
  }

  static CloudEvent event(String id) {
    return event(id, "order.placed");
  }

  static CloudEvent event(String id, String type) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example"))
        .withType(type)
        .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
        .build();
  }

  static List<String> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
  }

  Shop advance(Duration by) {
    clock.move(by, () -> Settling.of(emitters, PATIENCE, webhook.stage().held()::count));
    return this;
  }

  Shop idle() {
    if (!emitters.awaitIdle(PATIENCE)) {
      throw new AssertionError("not idle: " + emitters.status());
    }
    return this;
  }

  Shop quiet() {
    return advance(Duration.ZERO);
  }

  @Override
  public void close() {
    webhook.release();
    emitters.close();
  }
}
