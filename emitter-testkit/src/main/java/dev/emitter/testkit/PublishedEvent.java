package dev.emitter.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;

/**
 * An event and the topic it was published on. Immutable.
 *
 * @param topic the topic
 * @param event the event, complete and valid
 */
public record PublishedEvent(Topic topic, CloudEvent event) {

  /** Returns the id of the event. */
  public String id() {
    return event.getId();
  }

  /** Returns the type of the event. */
  public String type() {
    return event.getType();
  }

  /** Returns the data; a missing node when there is none or it is not JSON. */
  public JsonNode data() {
    return input().data();
  }

  /**
   * Returns the data as a Java type.
   *
   * @throws AssertionError if there is no JSON data or it does not fit the type; it says why
   */
  public <T> T data(Class<T> type) {
    return TypedData.read(this, type);
  }

  /** Returns what filters see of the event. */
  FilterInput input() {
    return new FilterInput(topic, encoded());
  }

  private EncodedEvent encoded() {
    return SampleEvents.encode(event);
  }

  /** Returns the type, the topic and the id. */
  @Override
  public String toString() {
    return type() + " on " + topic + ", id " + id();
  }
}
