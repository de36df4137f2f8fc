package dev.emitter;

import dev.emitter.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.core.v1.CloudEventV1;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of an event beside its type and its data. Whatever is left out is filled
 * in as for any event; null leaves out again. Values are checked when the event is published. Not
 * thread-safe.
 */
public final class EventAttributes {

  private static final String PARTITION_KEY = "partitionkey";

  private @Nullable String id;
  private @Nullable URI source;
  private @Nullable String subject;
  private @Nullable OffsetDateTime time;
  private @Nullable URI dataSchema;
  private final TreeMap<String, Object> extensions = new TreeMap<>();

  /** Creates attributes with those that are there unless others are set. */
  EventAttributes(String id, URI source, OffsetDateTime time) {
    this.id = id;
    this.source = source;
    this.time = time;
  }

  /** Sets the id, unique within the source. If unset, a random UUID. */
  public EventAttributes id(@Nullable String text) {
    this.id = text;
    return this;
  }

  /** Sets the source. If unset, that of the builder of {@link Emitters}. */
  public EventAttributes source(@Nullable URI uri) {
    this.source = uri;
    return this;
  }

  /** Sets what the event is about, within its source. */
  public EventAttributes subject(@Nullable String text) {
    this.subject = text;
    return this;
  }

  /** Sets when it happened. If unset, now. */
  public EventAttributes time(@Nullable OffsetDateTime at) {
    this.time = at;
    return this;
  }

  /** Sets the schema that the data adheres to, an absolute URI. */
  public EventAttributes dataSchema(@Nullable URI uri) {
    this.dataSchema = uri;
    return this;
  }

  /**
   * Sets the key whose events stay in order where an emitter orders by key, and the key of its
   * record in Kafka (CloudEvents extension "partitioning").
   *
   * @throws InvalidEventException if it is empty, which the extension forbids
   */
  public EventAttributes partitionKey(@Nullable String key) {
    if (key != null && key.isEmpty()) {
      throw new InvalidEventException(PARTITION_KEY, "is empty; set it or leave it out");
    }
    return extension(PARTITION_KEY, key);
  }

  /**
   * Sets an extension.
   *
   * @param name lower-case letters and digits
   * @param value a string, boolean, whole number of 32 bits, URI, time or byte array
   */
  public EventAttributes extension(String name, @Nullable Object value) {
    if (value == null) {
      extensions.remove(name);
    } else {
      extensions.put(name, value);
    }
    return this;
  }

  /** Returns the event with JSON data, as it is set, valid or not. */
  CloudEvent event(@Nullable String type, byte[] json) {
    return new CloudEventV1(
        id,
        source,
        type,
        "application/json",
        dataSchema,
        subject,
        time,
        BytesCloudEventData.wrap(json),
        extensions);
  }
}
