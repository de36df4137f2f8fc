package dev.emitter.opentelemetry;

import static dev.emitter.opentelemetry.Traced.ORDERS;
import static dev.emitter.opentelemetry.Traced.define;
import static dev.emitter.opentelemetry.Traced.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.ChannelTraits;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each attempt has a span in the trace of the event. */
@Tag("U4")
final class DeliveryTracesTest {

  private Traced shop = new Traced();

  @AfterEach
  void close() {
    shop.close();
  }

  private static String outcome(SpanData span) {
    return String.valueOf(span.getAttributes().get(SpanAttributes.OUTCOME));
  }

  @Test
  void tellsOfEachAttempt() {
    shop.channel.traits(ChannelTraits.of(1));
    shop.with(define("a")).channel.failNext(2, "503 from the receiver");
    shop.emitters.publish(ORDERS, event("1").build());
    shop.advance(Duration.ofMinutes(2)).idle();
    SpanData published = shop.span(SpanKind.PRODUCER);
    List<SpanData> attempts = shop.spans(SpanKind.CONSUMER);
    assertThat(attempts)
        .extracting(DeliveryTracesTest::outcome)
        .containsExactly("retry", "retry", "delivered");
    assertThat(attempts)
        .extracting(one -> one.getAttributes().get(SpanAttributes.ATTEMPT))
        .containsExactly(1L, 2L, 3L);
    assertThat(attempts)
        .allSatisfy(
            one -> {
              assertThat(one.getName()).isEqualTo("deliver Mock");
              assertThat(one.getTraceId()).isEqualTo(published.getTraceId());
              assertThat(one.getParentSpanId()).isEqualTo(published.getSpanId());
              assertThat(one.getLinks().get(0).getSpanContext().getSpanId())
                  .isEqualTo(published.getSpanId());
            });
    assertThat(attempts.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attempts.get(0).getStatus().getDescription()).isEqualTo("503 from the receiver");
    assertThat(attempts.get(2).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void followsTheSemanticConventions() {
    shop.with(define("a"));
    shop.channel.answer(
        one ->
            DeliveryResult.rejected("410 gone")
                .with(Evidence.of(Duration.ofMillis(3)).withStatus(410).withAnswer("gone")));
    shop.emitters.publish(ORDERS, event("1").build());
    shop.idle();
    SpanData span = shop.span(SpanKind.CONSUMER);
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("messaging.system", "emitter")
                .put("messaging.operation.name", "deliver")
                .put("messaging.operation.type", "process")
                .put("messaging.destination.name", "orders/eu")
                .put("messaging.destination.subscription.name", "a")
                .put("messaging.message.id", "1")
                .put("cloudevents.event_id", "1")
                .put("cloudevents.event_source", "https://shop.example/eu")
                .put("cloudevents.event_spec_version", "1.0")
                .put("cloudevents.event_type", "order.placed")
                .put("emitter.id", "a")
                .put("emitter.type", "Mock")
                .put("emitter.attempt", 1L)
                .put("emitter.outcome", "rejected")
                .put("emitter.receiver.status", 410L)
                .put("error.type", "410")
                .build()
                .asMap());
    assertThat(span.getStatus().getDescription()).isEqualTo("410 gone");
  }

  @Test
  void isTheCurrentSpanInAHandler() {
    List<SpanContext> current = new CopyOnWriteArrayList<>();
    shop.emitters.on(
        "count", ORDERS, (topic, event) -> current.add(Span.current().getSpanContext()));
    shop.emitters.publish(ORDERS, event("1").build());
    shop.idle();
    SpanData span = shop.span(SpanKind.CONSUMER);
    assertThat(span.getName()).isEqualTo("deliver Handler");
    assertThat(current).containsExactly(span.getSpanContext());
  }

  @Test
  void beginsATraceOfItsOwnWhenAsked() {
    shop.close();
    shop =
        new Traced(Sampler.alwaysOn(), traces -> traces.linkedOnly(true), UnaryOperator.identity());
    shop.with(define("a")).emitters.publish(ORDERS, event("1").build());
    shop.idle();
    SpanData published = shop.span(SpanKind.PRODUCER);
    SpanData attempt = shop.span(SpanKind.CONSUMER);
    assertThat(attempt.getTraceId()).isNotEqualTo(published.getTraceId());
    assertThat(attempt.getParentSpanContext().isValid()).isFalse();
    assertThat(attempt.getLinks())
        .extracting(one -> one.getSpanContext().getSpanId())
        .containsExactly(published.getSpanId());
  }

  @Test
  void tellsOfWhatWasTriedInABatchAndOfNothingElse() {
    shop.with(define("a")).channel.hang();
    shop.emitters.publish(ORDERS, event("1").build());
    shop.settle();
    assertThat(shop.channel.hanging()).isEqualTo(1);
    shop.channel.answer(
        one ->
            one.attempt() == 1 && one.event().event().getId().equals("3")
                ? DeliveryResult.retry("not now")
                : DeliveryResult.delivered());
    for (String id : List.of("2", "3", "4")) { // which become one batch
      shop.emitters.publish(ORDERS, event(id).build());
    }
    shop.channel.release();
    shop.advance(Duration.ofMinutes(1)).idle();
    assertThat(shop.channel.attempts()).hasSize(5);
    assertThat(shop.spans(SpanKind.CONSUMER))
        .extracting(one -> one.getAttributes().get(SpanAttributes.EVENT_ID))
        .containsExactly("1", "2", "3", "3", "4");
    assertThat(shop.spans(SpanKind.CONSUMER))
        .extracting(DeliveryTracesTest::outcome)
        .containsExactly("delivered", "delivered", "retry", "delivered", "delivered");
  }

  @Test
  void tellsWhatAChannelHasThrown() {
    shop.with(define("a"));
    shop.channel.answer(
        one -> {
          throw new UnsupportedOperationException("by a test");
        });
    shop.emitters.publish(ORDERS, event("1").build());
    shop.settle();
    SpanData span = shop.span(SpanKind.CONSUMER);
    assertThat(outcome(span)).isEqualTo("retry");
    assertThat(span.getStatus().getDescription()).isEqualTo("by a test");
    assertThat(span.getAttributes().get(SpanAttributes.ERROR_TYPE))
        .isEqualTo(UnsupportedOperationException.class.getName());
    assertThat(shop.emitters.status("a").lastError())
        .isEqualTo("UnsupportedOperationException: by a test");
  }

  @Test
  void saysWhenAPersonHasSentTheEventAgain() {
    shop.with(define("a")).channel.rejectNext("no");
    shop.emitters.publish(ORDERS, event("1").build());
    shop.idle();
    shop.emitters
        .resubmit("a", List.of(shop.emitters.parked("a").get(0).event()))
        .toCompletableFuture()
        .join();
    assertThat(shop.spans(SpanKind.CONSUMER))
        .extracting(one -> one.getAttributes().get(SpanAttributes.RESUBMITTED))
        .containsExactly(null, true);
  }

  @Test
  void tracesTheLibrarysOwnEventsByThemselves() {
    shop.with(define("own").topic(Topic.RESERVED), define("a").topic("orders"));
    shop.idle();
    assertThat(shop.channel.delivered("own"))
        .isNotEmpty()
        .allSatisfy(
            one -> {
              CloudEvent event = one.event().event();
              assertThat(event.getExtension("traceparent")).isNull();
            });
    assertThat(shop.spans(SpanKind.CONSUMER))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.getParentSpanContext().isValid()).isFalse());
  }
}
