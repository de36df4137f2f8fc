package dev.emitter.kafka;

import static dev.emitter.testkit.EmitterAssertions.assertThat;
import static dev.emitter.testkit.EmitterAssertions.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.opentelemetry.EmitterTracing;
import dev.emitter.testkit.TestEmitters;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace that begins in the application goes on with who reads the record. */
@Tag("U4")
final class TraceTest {

  private final Kafka kafka = Kafka.get();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();

  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured"})
  void goesOnWithTheReaderOfTheRecord(String mode) {
    String topic = kafka.topic();
    EmitterTracing tracing = EmitterTracing.of(sdk);
    Span order = sdk.getTracer("test").spanBuilder("order").startSpan();
    try (TestEmitters test =
        TestEmitters.builder()
            .realChannel(new KafkaChannelProvider())
            .definition(
                Bench.definition(kafka.broker().plaintext(), topic).parameter("mode", mode).build())
            .configure(one -> one.publicationObserver(tracing).channelDecorator(tracing))
            .start()) {
      Runnable publishing = () -> test.emitters().publish(Bench.TOPIC, Bench.withData("1", "{}"));
      Context.root().with(order).wrap(publishing).run();
      assertThat(test.events()).deliveredTo("orders", event("order.placed"));
    }
    SpanData published = span(SpanKind.PRODUCER);
    assertThat(published.getTraceId()).isEqualTo(order.getSpanContext().getTraceId());
    assertThat(BindingTest.trace(kafka.records(topic).get(0)).getTraceparent())
        .startsWith("00-" + published.getTraceId() + "-" + published.getSpanId() + "-");
    assertThat(span(SpanKind.CONSUMER).getParentSpanId()).isEqualTo(published.getSpanId());
  }

  private SpanData span(SpanKind kind) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getKind() == kind)
        .findFirst()
        .orElseThrow();
  }
}
