package dev.emitter.micrometer;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.topic.Topic;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Emitters over a manual clock and a recording channel of type Mock, and their meters. */
final class Measured implements AutoCloseable {

  static final Topic ORDERS = Topic.of("orders", "eu");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ManualClock clock = ManualClock.create();
  final RecordingChannel channel = RecordingChannel.of("Mock");
  final MeterRegistry registry;
  final EmitterMetrics metrics;
  final Emitters emitters;

  Measured() {
    this(UnaryOperator.identity(), UnaryOperator.identity());
  }

  Measured(UnaryOperator<EmitterMetrics.Builder> meters, UnaryOperator<Emitters.Builder> settings) {
    this(clock -> new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock), meters, settings);
  }

  Measured(
      Function<Clock, MeterRegistry> registries,
      UnaryOperator<EmitterMetrics.Builder> meters,
      UnaryOperator<Emitters.Builder> settings) {
    this.registry = registries.apply(micrometerClock(clock));
    this.metrics = meters.apply(EmitterMetrics.builder(registry).refresh(Duration.ZERO)).build();
    this.emitters =
        settings
            .apply(
                Emitters.builder()
                    .source(URI.create("https://shop.example"))
                    .time(clock)
                    .random(new Random(1))
                    .closeGrace(Duration.ZERO)
                    .channel(channel)
                    .listener(metrics))
            .start();
    metrics.watch(emitters);
  }

  private static Clock micrometerClock(ManualClock manual) {
    return new Clock() {
      @Override
      public long wallTime() {
        return manual.now().toEpochMilli();
      }

      @Override
      public long monotonicTime() {
        return manual.nanoTime();
      }
    };
  }

  static EmitterDefinition.Builder define(String id) {
    return EmitterDefinition.builder(id, "Mock");
  }

  Measured with(EmitterDefinition.Builder... definitions) {
    for (EmitterDefinition.Builder definition : definitions) {
      emitters.register(definition.build());
    }
    return this;
  }

  Measured publish(int events, String type) {
    for (int i = 0; i < events; i++) {
      emitters.publish(ORDERS, type, Map.of("number", i));
    }
    return this;
  }

  Measured advance(Duration by) {
    clock.advance(by, emitters);
    return this;
  }

  /** Waits until a batch hangs in the channel. */
  Measured hanging() {
    Awaitility.await().atMost(PATIENCE).until(() -> channel.hanging() > 0);
    return this;
  }

  Measured idle() {
    if (!emitters.awaitIdle(PATIENCE)) {
      throw new AssertionError("not idle: " + emitters.status());
    }
    return this;
  }

  /** Returns the only value of a meter with these tags. */
  double value(String name, String... tags) {
    return registry.get(name).tags(tags).meter().measure().iterator().next().getValue();
  }

  double of(String emitter, String name, String... more) {
    return registry
        .get(name)
        .tags("emitter", emitter)
        .tags(more)
        .meter()
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  @Override
  public void close() {
    channel.release();
    emitters.close();
  }
}
