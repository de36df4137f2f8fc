package dev.emitter.filter;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Json;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a filter sees of an event: its topic, its attributes and its data, which is read only as far
 * as filters ask for it, and once for all of them. Not thread-safe: one thread at a time judges an
 * event.
 */
public final class FilterInput {

  private final Topic topic;
  private final EncodedEvent event;
  private @Nullable JsonNode data;
  private @Nullable Object json;
  private @Nullable FilterVariables variables;
  private @Nullable SharedSteps steps;
  private boolean begun;

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
    if (parsed == null) {
      parsed = parse();
      data = parsed;
    }
    return parsed;
  }

  /**
   * Returns the data as expressions read it: objects and arrays are read lazily, member by member,
   * so that a filter that looks at two fields costs no parse of the whole; null when there is no
   * data, it is not JSON, or JSON null.
   */
  public @Nullable Object json() {
    if (!begun) {
      begun = true;
      json = begin();
    }
    return json;
  }

  /** Returns what a FEEL filter sees. */
  FilterVariables variables() {
    FilterVariables known = variables;
    if (known == null) {
      known = new FilterVariables(this);
      variables = known;
    }
    return known;
  }

  /** Lets all filters that an action tests share their steps. */
  <T> T sharing(SharedSteps shared, Supplier<T> action) {
    SharedSteps before = steps;
    steps = shared;
    try {
      return action.get();
    } finally {
      steps = before;
    }
  }

  /** Returns the steps that the filters tested now share; null if each has its own. */
  @Nullable SharedSteps steps() {
    return steps;
  }

  private @Nullable Object begin() {
    CloudEventData bytes = event.event().getData();
    if (bytes == null || !event.hasJsonData()) {
      return null;
    }
    byte[] json = bytes.toBytes();
    int start = JsonSkipper.skipSpace(json, 0, json.length);
    boolean nested = start < json.length && (json[start] == '{' || json[start] == '[');
    int end = nested ? json.length : JsonSkipper.skipValue(json, start, json.length);
    return LazyJson.value(new JsonText(json), start, end);
  }

  private JsonNode parse() {
    CloudEventData bytes = event.event().getData();
    if (bytes == null || !event.hasJsonData()) {
      return MissingNode.getInstance();
    }
    try {
      byte[] json = bytes.toBytes();
      return Json.tree(json, 0, json.length);
    } catch (JacksonException | NumberFormatException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
