package dev.emitter.opentelemetry;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.testkit.ManualClock;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.testkit.TestEmitters;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.UnaryOperator;

/** Emitters over a recording channel of type Mock, and their spans. */
final class Traced implements AutoCloseable {

  static final Topic ORDERS = Topic.of("orders", "eu");

  final ManualClock clock = ManualClock.create();
  final RecordingChannel channel = RecordingChannel.of("Mock");
  final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  final OpenTelemetrySdk sdk;
  final TestEmitters test;
  final Emitters emitters;

  Traced() {
    this(Sampler.alwaysOn(), UnaryOperator.identity(), UnaryOperator.identity());
  }

  Traced(
      Sampler sampler,
      UnaryOperator<EmitterTracing.Builder> traces,
      UnaryOperator<TestEmitters.Builder> settings) {
    this.sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    EmitterTracing tracing = traces.apply(EmitterTracing.builder(sdk)).build();
    TestEmitters.Builder builder =
        TestEmitters.builder()
            .clock(clock)
            .channel(channel)
            .configure(one -> one.publicationObserver(tracing).channelDecorator(tracing));
    this.test = settings.apply(builder).start();
    this.emitters = test.emitters();
  }

  static EmitterDefinition.Builder define(String id) {
    return EmitterDefinition.builder(id, "Mock");
  }

  Traced with(EmitterDefinition.Builder... definitions) {
    for (EmitterDefinition.Builder definition : definitions) {
      emitters.register(definition.build());
    }
    return this;
  }

  static CloudEventBuilder event(String id) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://shop.example/eu"))
        .withType("order.placed")
        .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
  }

  /** Does something under a span of the application, and returns that span. */
  Span under(String name, Runnable work) {
    Span span = sdk.getTracer("test").spanBuilder(name).startSpan();
    try {
      Context.root().with(span).wrap(work).run();
    } finally {
      span.end();
    }
    return span;
  }

  Traced advance(Duration by) {
    test.advance(by);
    return this;
  }

  /** Waits until nothing more happens before time goes on. */
  Traced settle() {
    test.settle();
    return this;
  }

  /** Requires that nothing is left to deliver. */
  Traced idle() {
    test.advanceUntilIdle(Duration.ZERO);
    return this;
  }

  List<SpanData> spans(SpanKind kind) {
    return exporter.getFinishedSpanItems().stream().filter(one -> one.getKind() == kind).toList();
  }

  /** Returns the only span of the kind. */
  SpanData span(SpanKind kind) {
    List<SpanData> found = spans(kind);
    if (found.size() != 1) {
      throw new AssertionError("not one " + kind + " span: " + found);
    }
    return found.get(0);
  }

  /** Returns the only event that was delivered. */
  CloudEvent delivered() {
    List<CloudEvent> found = channel.delivered().stream().map(one -> one.event().event()).toList();
    if (found.size() != 1) {
      throw new AssertionError("not one event was delivered: " + found);
    }
    return found.get(0);
  }

  /** Returns the trace context of a span as its header has it. */
  static String header(SpanData span) {
    return "00-"
        + span.getTraceId()
        + "-"
        + span.getSpanId()
        + "-"
        + span.getSpanContext().getTraceFlags().asHex();
  }

  @Override
  public void close() {
    test.close();
    sdk.close();
  }
}
