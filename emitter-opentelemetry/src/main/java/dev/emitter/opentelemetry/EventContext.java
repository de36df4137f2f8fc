package dev.emitter.opentelemetry;

import io.cloudevents.CloudEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trace context of an event, in the distributed tracing extension of CloudEvents. */
final class EventContext {

  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";

  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private static final TextMapGetter<CloudEvent> FROM_EXTENSIONS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable CloudEvent event, String name) {
          Object value = event == null ? null : event.getExtension(name);
          return value == null ? null : value.toString();
        }
      };

  private EventContext() {}

  /** Returns whether the event has a trace context, valid or not. */
  static boolean isIn(CloudEvent event) {
    return event.getExtension(TRACEPARENT) != null;
  }

  /** Returns the context of the event; the root context if it has none that is valid. */
  static Context of(CloudEvent event) {
    return W3C.extract(Context.root(), event, FROM_EXTENSIONS);
  }

  /** Returns the event with the context of the span; the event itself if the span has none. */
  static CloudEvent put(Span span, CloudEvent event) {
    Map<String, String> fields = new HashMap<>();
    W3C.inject(Context.root().with(span), fields, (map, name, value) -> fields.put(name, value));
    return fields.isEmpty() ? event : new EventWithContext(event, fields);
  }
}
