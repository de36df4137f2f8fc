package dev.emitter.micrometer;

import dev.emitter.Emitters;
import dev.emitter.EmittersBuilder;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Emitters over a recording channel of type Mock, and their meters. */
final class Measured implements AutoCloseable {

  static final Topic ORDERS = Topic.of("orders", "eu");

  final ManualClock clock = ManualClock.create();
  final RecordingChannel channel = RecordingChannel.of("Mock");
  final MeterRegistry registry;
  final EmitterMetrics metrics;
  final TestEmitters test;
  final Emitters emitters;

  Measured() {
    this(UnaryOperator.identity(), UnaryOperator.identity());
  }

  Measured(UnaryOperator<EmitterMetrics.Builder> meters, UnaryOperator<EmittersBuilder> settings) {
    this(clock -> new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock), meters, settings);
  }

  Measured(
      Function<Clock, MeterRegistry> registries,
      UnaryOperator<EmitterMetrics.Builder> meters,
      UnaryOperator<EmittersBuilder> settings) {
    this.registry = registries.apply(micrometerClock(clock));
    this.metrics = meters.apply(EmitterMetrics.builder(registry).refresh(Duration.ZERO)).build();
    this.test =
        TestEmitters.builder()
            .clock(clock)
            .channel(channel)
            .configure(builder -> settings.apply(builder.listener(metrics)))
            .start();
    this.emitters = test.emitters();
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
    test.advance(by);
    return this;
  }

  /** Waits until nothing more happens before time goes on. */
  Measured settle() {
    test.settle();
    return this;
  }

  /** Requires that nothing is left to deliver. */
  Measured idle() {
    test.advanceUntilIdle(Duration.ZERO);
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
    test.close();
  }
}
