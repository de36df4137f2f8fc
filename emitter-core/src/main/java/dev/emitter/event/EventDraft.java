package dev.emitter.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event that may still lack attributes, or break rules; extensions in the order of names. */
record EventDraft(
    @Nullable String id,
    @Nullable URI source,
    @Nullable String type,
    @Nullable String subject,
    @Nullable OffsetDateTime time,
    @Nullable String dataContentType,
    @Nullable URI dataSchema,
    Map<String, Object> extensions,
    @Nullable OwnedData data)
    implements CloudEvent {

  EventDraft {
    extensions = Collections.unmodifiableMap(new TreeMap<>(extensions));
  }

  /** Returns the draft with other data. */
  EventDraft withData(OwnedData other) {
    return new EventDraft(
        id, source, type, subject, time, dataContentType, dataSchema, extensions, other);
  }

  @Override
  public SpecVersion getSpecVersion() {
    return SpecVersion.V1;
  }

  @Override
  public @Nullable String getId() {
    return id;
  }

  @Override
  public @Nullable String getType() {
    return type;
  }

  @Override
  public @Nullable URI getSource() {
    return source;
  }

  @Override
  public @Nullable String getDataContentType() {
    return dataContentType;
  }

  @Override
  public @Nullable URI getDataSchema() {
    return dataSchema;
  }

  @Override
  public @Nullable String getSubject() {
    return subject;
  }

  @Override
  public @Nullable OffsetDateTime getTime() {
    return time;
  }

  @Override
  public @Nullable OwnedData getData() {
    return data;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return switch (name) {
      case "specversion" -> SpecVersion.V1;
      case "id" -> id;
      case "source" -> source;
      case "type" -> type;
      case "subject" -> subject;
      case "time" -> time;
      case "datacontenttype" -> dataContentType;
      case "dataschema" -> dataSchema;
      default -> throw new IllegalArgumentException(name + " is not a context attribute");
    };
  }

  @Override
  public @Nullable Object getExtension(String name) {
    return extensions.get(name);
  }

  @Override
  public Set<String> getExtensionNames() {
    return extensions.keySet();
  }
}
