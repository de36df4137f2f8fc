package dev.emitter.opentelemetry;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryAttempt.Outcome;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Makes the spans of attempts to deliver through one channel type. Thread-safe. */
final class DeliverySpans {

  private static final String OPERATION = "deliver";

  private final Tracer tracer;
  private final String type;
  private final boolean linkedOnly;

  /**
   * Creates them.
   *
   * @param type the channel type
   * @param linkedOnly whether an attempt begins a trace of its own
   */
  DeliverySpans(Tracer tracer, String type, boolean linkedOnly) {
    this.tracer = tracer;
    this.type = type;
    this.linkedOnly = linkedOnly;
  }

  /**
   * Begins the span of an attempt.
   *
   * @param at when it began, or null for now
   */
  Span begin(Delivery delivery, @Nullable Instant at) {
    CloudEvent event = delivery.event().event();
    Context published = EventContext.of(event);
    SpanContext created = Span.fromContext(published).getSpanContext();
    SpanBuilder builder =
        tracer
            .spanBuilder(OPERATION + " " + type)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(linkedOnly ? Context.root() : published)
            .setAllAttributes(SpanAttributes.operation(OPERATION, "process", delivery.topic()))
            .setAllAttributes(SpanAttributes.event(event))
            .setAttribute(SpanAttributes.SUBSCRIPTION, delivery.emitterId())
            .setAttribute(SpanAttributes.EMITTER_ID, delivery.emitterId())
            .setAttribute(SpanAttributes.EMITTER_TYPE, type)
            .setAttribute(SpanAttributes.ATTEMPT, (long) delivery.attempt());
    if (delivery.resubmitted()) {
      builder.setAttribute(SpanAttributes.RESUBMITTED, true);
    }
    if (created.isValid()) {
      builder.addLink(created);
    }
    return (at == null ? builder : builder.setStartTimestamp(at)).startSpan();
  }

  /** Ends the span of an attempt that the channel has answered. */
  static void end(Span span, Delivery delivery, DeliveryResult result) {
    DeliveryAttempt attempt = DeliveryAttempt.of(delivery, result, Instant.EPOCH);
    String outcome = attempt.outcome().name().toLowerCase(Locale.ROOT);
    span.setAttribute(SpanAttributes.OUTCOME, outcome);
    Integer status = attempt.status();
    if (status != null) {
      span.setAttribute(SpanAttributes.RECEIVER_STATUS, (long) status);
    }
    if (attempt.outcome() != Outcome.DELIVERED) {
      span.setAttribute(SpanAttributes.ERROR_TYPE, status == null ? outcome : status.toString());
      span.setStatus(StatusCode.ERROR, String.valueOf(attempt.reason()));
    }
    span.end();
  }

  /** Ends the span of an attempt that the channel has thrown at; it is tried again. */
  static void fail(Span span, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    span.setAttribute(SpanAttributes.OUTCOME, Outcome.RETRY.name().toLowerCase(Locale.ROOT));
    span.setAttribute(SpanAttributes.ERROR_TYPE, cause.getClass().getName());
    span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
    span.recordException(cause);
    span.end();
  }
}
