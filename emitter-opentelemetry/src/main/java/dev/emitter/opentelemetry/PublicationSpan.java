package dev.emitter.opentelemetry;

import dev.emitter.PublicationObserver;
import dev.emitter.Receipt;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/** The span of a publication, until the log has accepted the event. Thread-safe. */
final class PublicationSpan implements PublicationObserver.Observation {

  private static final String OPERATION = "publish";

  private final Span span;
  private final CloudEvent event;

  private PublicationSpan(Span span, CloudEvent event) {
    this.span = span;
    this.event = event;
  }

  /**
   * Begins a span. Its context goes into the event, unless the event has one: then that stays as it
   * is, and the span is linked to it.
   */
  static PublicationSpan begin(Tracer tracer, Topic topic, CloudEvent event) {
    boolean carries = EventContext.isIn(event);
    SpanBuilder builder =
        tracer
            .spanBuilder(OPERATION + " " + topic.first())
            .setSpanKind(carries ? SpanKind.CLIENT : SpanKind.PRODUCER)
            .setAllAttributes(SpanAttributes.operation(OPERATION, "send", topic))
            .setAllAttributes(SpanAttributes.event(event));
    SpanContext created = Span.fromContext(EventContext.of(event)).getSpanContext();
    if (created.isValid()) {
      builder.addLink(created);
    }
    Span span = builder.startSpan();
    return new PublicationSpan(span, carries ? event : EventContext.put(span, event));
  }

  @Override
  public CloudEvent event() {
    return event;
  }

  @Override
  public void end(CloudEvent published, @Nullable Receipt receipt, @Nullable Throwable failure) {
    try {
      span.setAllAttributes(SpanAttributes.event(published));
      if (failure != null) {
        span.setAttribute(SpanAttributes.ERROR_TYPE, failure.getClass().getName());
        span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
        span.recordException(failure);
      } else if (receipt != null && receipt.position() == null) {
        span.setAttribute(SpanAttributes.OUTCOME, "switched_off");
      }
    } finally {
      span.end();
    }
  }
}
