package dev.emitter.opentelemetry;

import dev.emitter.PublicationObserver;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelDecorator;
import dev.emitter.channel.ResolvedEmitter;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;

/**
 * Traces events with OpenTelemetry: a span for each publication, whose context travels with the
 * event in {@code traceparent} and {@code tracestate}, the distributed tracing extension of
 * CloudEvents, and a span for each attempt to deliver it. An event that is published with a {@code
 * traceparent} keeps it. Immutable and thread-safe.
 *
 * <pre>{@code
 * EmitterTracing tracing = EmitterTracing.of(openTelemetry);
 * Emitters.builder().publicationObserver(tracing).channelDecorator(tracing).start();
 * }</pre>
 *
 * <p>Spans and attributes follow the semantic conventions for messaging and CloudEvents spans,
 * 1.30.0. By default the spans of attempts are children of the event's context, and linked to it.
 * The library's own events have no context: an attempt with one begins a trace.
 */
public final class EmitterTracing implements PublicationObserver, ChannelDecorator {

  private static final String SCOPE = "dev.emitter.opentelemetry";

  private final Tracer tracer;
  private final boolean linkedOnly;
  private final Clock clock;

  private EmitterTracing(Builder settings) {
    this.tracer =
        settings.openTelemetry.tracerBuilder(SCOPE).setSchemaUrl(SpanAttributes.SCHEMA).build();
    this.linkedOnly = settings.linkedOnly;
    this.clock = settings.clock;
  }

  /** Returns tracing with the defaults. */
  public static EmitterTracing of(OpenTelemetry openTelemetry) {
    return builder(openTelemetry).build();
  }

  /** Starts the configuration of tracing. */
  public static Builder builder(OpenTelemetry openTelemetry) {
    return new Builder(openTelemetry);
  }

  @Override
  public Observation begin(Topic topic, CloudEvent event) {
    return PublicationSpan.begin(tracer, topic, event);
  }

  @Override
  public Channel decorate(ResolvedEmitter emitter, Channel channel) {
    return new TracedChannel(
        channel,
        new DeliverySpans(tracer, emitter.provider().type(), linkedOnly),
        emitter.definition().delivery().ordering(),
        clock);
  }

  /** Configures tracing. Not thread-safe. */
  public static final class Builder {

    private final OpenTelemetry openTelemetry;
    private boolean linkedOnly;
    private Clock clock = Clock.systemUTC();

    private Builder(OpenTelemetry openTelemetry) {
      this.openTelemetry = openTelemetry;
    }

    /**
     * Sets whether each attempt begins a trace of its own that is only linked to the event's
     * context: for events that many emitters carry, or that wait for long. If unset, it belongs to
     * the event's trace.
     */
    public Builder linkedOnly(boolean linked) {
      this.linkedOnly = linked;
      return this;
    }

    /**
     * Sets the clock that says when batches of several events began; it must agree with the clock
     * of the SDK. If unset, the system's.
     */
    public Builder clock(Clock timeOfDay) {
      this.clock = timeOfDay;
      return this;
    }

    /** Returns the tracing. */
    public EmitterTracing build() {
      return new EmitterTracing(this);
    }
  }
}
