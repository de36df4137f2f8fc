package dev.emitter.filter;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Json;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What a filter sees of an event: its topic, its attributes and its data, which is parsed at most
 * once, when a filter first asks for it, for all filters. Thread-safe.
 */
public final class FilterInput {

  private final Topic topic;
  private final EncodedEvent event;
  private volatile @Nullable JsonNode data;

  /** Creates the view of an event published on a topic. */
  public FilterInput(Topic topic, EncodedEvent event) {
    this.topic = topic;
    this.event = event;
  }

  /** Returns the topic the event was published on. */
  public Topic topic() {
    return topic;
  }

  /** Returns the event. */
  public CloudEvent event() {
    return event.event();
  }

  /** Returns the parsed data; a missing node when there is none or it is not JSON. */
  public JsonNode data() {
    JsonNode parsed = data;
    return parsed != null ? parsed : parseOnce();
  }

  private synchronized JsonNode parseOnce() {
    JsonNode parsed = data;
    if (parsed == null) {
      parsed = parse();
      data = parsed;
    }
    return parsed;
  }

  private JsonNode parse() {
    CloudEventData bytes = event.event().getData();
    if (bytes == null || !event.hasJsonData()) {
      return MissingNode.getInstance();
    }
    try {
      return Json.MAPPER.readTree(bytes.toBytes());
    } catch (JacksonException | NumberFormatException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
