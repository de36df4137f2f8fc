package dev.emitter.opentelemetry;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An event with the fields of a trace context as extension attributes; it may lack attributes that
 * are filled in later. A {@code tracestate} that came without a {@code traceparent} belongs to no
 * trace and is left out.
 *
 * @param fields {@code traceparent}, and {@code tracestate} if there is one
 */
record EventWithContext(CloudEvent event, Map<String, String> fields) implements CloudEvent {

  @Override
  public @Nullable Object getExtension(String name) {
    return isOfContext(name) ? fields.get(name) : event.getExtension(name);
  }

  private static boolean isOfContext(String name) {
    return name.equals(EventContext.TRACEPARENT) || name.equals(EventContext.TRACESTATE);
  }

  @Override
  public Set<String> getExtensionNames() {
    Set<String> names = new TreeSet<>(event.getExtensionNames());
    names.removeIf(EventWithContext::isOfContext);
    names.addAll(fields.keySet());
    return names;
  }

  @Override
  public @Nullable CloudEventData getData() {
    return event.getData();
  }

  @Override
  public SpecVersion getSpecVersion() {
    return event.getSpecVersion();
  }

  @Override
  public @Nullable String getId() {
    return event.getId();
  }

  @Override
  public @Nullable String getType() {
    return event.getType();
  }

  @Override
  public @Nullable URI getSource() {
    return event.getSource();
  }

  @Override
  public @Nullable String getDataContentType() {
    return event.getDataContentType();
  }

  @Override
  public @Nullable URI getDataSchema() {
    return event.getDataSchema();
  }

  @Override
  public @Nullable String getSubject() {
    return event.getSubject();
  }

  @Override
  public @Nullable OffsetDateTime getTime() {
    return event.getTime();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return event.getAttribute(name);
  }
}
