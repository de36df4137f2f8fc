package dev.emitter.opentelemetry;

import static dev.emitter.opentelemetry.Traced.ORDERS;
import static dev.emitter.opentelemetry.Traced.define;
import static dev.emitter.opentelemetry.Traced.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.emitter.event.InvalidEventException;
import dev.emitter.testkit.RecordingChannel;
import dev.emitter.testkit.TestEmitters;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A publication has a span, and the event carries its context. */
@Tag("U4")
final class PublicationTracesTest {

  private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private Traced shop = new Traced().with(define("a"));

  @AfterEach
  void close() {
    shop.close();
  }

  private void restart(Sampler sampler) {
    shop.close();
    shop = new Traced(sampler, UnaryOperator.identity(), UnaryOperator.identity());
    shop.with(define("a"));
  }

  @Test
  void fillsTheTraceContextFromTheSpanOfThePublication() {
    Span application = shop.under("order", () -> shop.emitters.publish(ORDERS, event("1").build()));
    shop.idle();
    SpanData span = shop.span(SpanKind.PRODUCER);
    assertThat(shop.delivered().getExtension("traceparent")).isEqualTo(Traced.header(span));
    assertThat(shop.delivered().getExtensionNames()).containsExactly("traceparent");
    assertThat(span.getParentSpanId()).isEqualTo(application.getSpanContext().getSpanId());
    assertThat(span.getTraceId()).isEqualTo(application.getSpanContext().getTraceId());
  }

  @Test
  void followsTheSemanticConventions() {
    shop.emitters.publish(ORDERS, event("1").withSubject("47").build());
    SpanData span = shop.span(SpanKind.PRODUCER);
    assertThat(span.getName()).isEqualTo("publish orders");
    assertThat(span.getInstrumentationScopeInfo().getSchemaUrl())
        .isEqualTo("https://opentelemetry.io/schemas/1.30.0");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().asMap())
        .containsOnly(
            entry(AttributeKey.stringKey("messaging.system"), "emitter"),
            entry(AttributeKey.stringKey("messaging.operation.name"), "publish"),
            entry(AttributeKey.stringKey("messaging.operation.type"), "send"),
            entry(AttributeKey.stringKey("messaging.destination.name"), "orders/eu"),
            entry(AttributeKey.stringKey("messaging.message.id"), "1"),
            entry(AttributeKey.stringKey("cloudevents.event_id"), "1"),
            entry(AttributeKey.stringKey("cloudevents.event_source"), "https://shop.example/eu"),
            entry(AttributeKey.stringKey("cloudevents.event_spec_version"), "1.0"),
            entry(AttributeKey.stringKey("cloudevents.event_subject"), "47"),
            entry(AttributeKey.stringKey("cloudevents.event_type"), "order.placed"));
  }

  @Test
  void leavesATraceContextThatTheEventBringsAsItIs() {
    CloudEvent given =
        event("1").withExtension("traceparent", GIVEN).withExtension("tracestate", "x=1").build();
    shop.under("order", () -> shop.emitters.publish(ORDERS, given));
    shop.idle();
    assertThat(shop.delivered().getExtension("traceparent")).isEqualTo(GIVEN);
    assertThat(shop.delivered().getExtension("tracestate")).isEqualTo("x=1");
    SpanData span = shop.span(SpanKind.CLIENT);
    assertThat(span.getLinks())
        .extracting(one -> one.getSpanContext().getSpanId())
        .containsExactly("b7ad6b7169203331");
    assertThat(shop.span(SpanKind.CONSUMER).getParentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void leavesATraceContextThatNobodyCanReadAsItIs() {
    shop.emitters.publish(ORDERS, event("1").withExtension("traceparent", "nonsense").build());
    shop.idle();
    assertThat(shop.delivered().getExtension("traceparent")).isEqualTo("nonsense");
    assertThat(shop.span(SpanKind.CLIENT).getLinks()).isEqualTo(List.<LinkData>of());
    assertThat(shop.span(SpanKind.CONSUMER).getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void fillsTheTraceStateThatComesWithTheCurrentSpan() {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getSampled(),
            TraceState.builder().put("vendor", "42").build());
    CloudEvent event = event("1").withExtension("tracestate", "stray=1").build();
    Runnable publishing = () -> shop.emitters.publish(ORDERS, event);
    Context.root().with(Span.wrap(remote)).wrap(publishing).run();
    shop.idle();
    assertThat(shop.delivered().getExtension("tracestate")).isEqualTo("vendor=42");
    assertThat(shop.span(SpanKind.PRODUCER).getTraceId()).isEqualTo(remote.getTraceId());
  }

  @Test
  void leavesOutATraceStateThatBelongsToNoTrace() {
    shop.emitters.publish(
        ORDERS, event("1").withExtension("tracestate", "stray=1").withExtension("n", "v").build());
    shop.idle();
    assertThat(shop.delivered().getExtensionNames()).containsExactly("n", "traceparent");
    assertThat(shop.delivered().getExtension("n")).isEqualTo("v");
  }

  @Test
  void tracesEveryWayOfPublishing() {
    shop.emitters.publish(ORDERS, "order.placed", Map.of("number", 1));
    shop.emitters.publishAll(ORDERS, List.of(event("2").build(), event("3").build()));
    shop.emitters.publishAsync(ORDERS, event("4").build()).toCompletableFuture().join();
    shop.idle();
    assertThat(shop.channel.delivered())
        .extracting(one -> one.event().event().getExtension("traceparent"))
        .containsExactlyElementsOf(
            shop.spans(SpanKind.PRODUCER).stream().<Object>map(Traced::header).toList());
    assertThat(shop.spans(SpanKind.PRODUCER))
        .hasSize(4)
        .allSatisfy(
            span -> assertThat(span.getAttributes().get(SpanAttributes.EVENT_ID)).isNotNull());
    assertThat(shop.channel.delivered().get(0).event().event().getData().toBytes())
        .isEqualTo("{\"number\":1}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsWhyAnEventWasRefused() {
    CloudEvent invalid =
        event("2")
            .withDataContentType("application/json")
            .withData("not JSON".getBytes(StandardCharsets.UTF_8))
            .build();
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> shop.emitters.publishAll(ORDERS, List.of(event("1").build(), invalid)));
    assertThat(shop.spans(SpanKind.PRODUCER))
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
              assertThat(span.getStatus().getDescription()).contains("data");
              assertThat(span.getAttributes().get(SpanAttributes.ERROR_TYPE))
                  .isEqualTo(InvalidEventException.class.getName());
            });
  }

  @Test
  void passesOnThatATraceIsNotSampled() {
    restart(Sampler.alwaysOff());
    shop.emitters.publish(ORDERS, event("1").build());
    shop.idle();
    SpanContext carried = Span.fromContext(EventContext.of(shop.delivered())).getSpanContext();
    assertThat(carried.isValid()).isTrue();
    assertThat(carried.isSampled()).isFalse();
    assertThat(shop.exporter.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void addsNothingWithoutAnSdk() {
    assertThat(publishedBy(OpenTelemetry.noop()).getExtensionNames()).isEmpty();
  }

  @Test
  void neitherLosesNorRefusesAnEventWhenTracingFails() {
    assertThat(publishedBy(new Broken()).getExtensionNames()).isEmpty();
  }

  private static CloudEvent publishedBy(OpenTelemetry openTelemetry) {
    EmitterTracing tracing = EmitterTracing.of(openTelemetry);
    try (TestEmitters test =
        TestEmitters.builder()
            .channel(RecordingChannel.of("Mock"))
            .definition(define("a").build())
            .configure(one -> one.publicationObserver(tracing).channelDecorator(tracing))
            .start()) {
      test.emitters().publish(ORDERS, event("1").build());
      return test.settle().events().delivered("a").get(0).event();
    }
  }

  /** Fails whenever a span is wanted. */
  private static final class Broken implements OpenTelemetry, TracerProvider, TracerBuilder {

    @Override
    public TracerProvider getTracerProvider() {
      return this;
    }

    @Override
    public ContextPropagators getPropagators() {
      return ContextPropagators.noop();
    }

    @Override
    public Tracer get(String scope) {
      return build();
    }

    @Override
    public Tracer get(String scope, String version) {
      return build();
    }

    @Override
    public TracerBuilder tracerBuilder(String scope) {
      return this;
    }

    @Override
    public TracerBuilder setSchemaUrl(String url) {
      return this;
    }

    @Override
    public TracerBuilder setInstrumentationVersion(String version) {
      return this;
    }

    @Override
    public Tracer build() {
      return name -> {
        throw new IllegalStateException("by a test");
      };
    }
  }
}
