package dev.emitter.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Leaves large fields out of the data of an event until it is small enough, and says so in a member
 * {@code warning} of the data: what was removed, why, and where the whole event is. Immutable.
 */
final class EventReducer {

  /** Keeps the numbers of the data as they are written. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String WARNING = "warning";

  private final WebhookSettings.Limits limits;
  private final EventCompleter completer;

  EventReducer(WebhookSettings.Limits limits, Clock clock) {
    this.limits = limits;
    this.completer =
        new EventCompleter(URI.create("unused"), clock, () -> "unused", Integer.MAX_VALUE);
  }

  /**
   * Returns the event with as few fields left out as are needed, or null if it stays too large.
   *
   * @param isFitting tells whether it is small enough
   */
  @Nullable EncodedEvent reduce(EncodedEvent event, Predicate<EncodedEvent> isFitting) {
    if (limits.reduce().isEmpty() || !event.hasJsonData()) {
      return null;
    }
    CloudEventData bytes = Objects.requireNonNull(event.event().getData());
    if (!(read(bytes.toBytes()) instanceof ObjectNode data)) {
      return null;
    }
    List<String> removed = new ArrayList<>();
    for (String field : limits.reduce()) {
      if (remove(data, Arrays.asList(field.split("\\.")))) {
        removed.add(field);
        EncodedEvent reduced = withData(event.event(), data, removed);
        if (isFitting.test(reduced)) {
          return reduced;
        }
      }
    }
    return null;
  }

  private static JsonNode read(byte[] json) {
    try {
      return Json.<JsonNode, IOException>read(json, 0, json.length, MAPPER::readTree);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was valid when it was published
    }
  }

  /** Removes a field, in each item where an array is on the way; returns whether it was there. */
  private static boolean remove(JsonNode from, List<String> path) {
    if (from.isArray()) {
      boolean removed = false;
      for (JsonNode item : from) {
        removed |= remove(item, path);
      }
      return removed;
    }
    if (!(from instanceof ObjectNode object)) {
      return false;
    }
    String name = path.get(0);
    if (path.size() == 1) {
      return object.remove(name) != null;
    }
    JsonNode below = object.get(name);
    return below != null && remove(below, path.subList(1, path.size()));
  }

  private EncodedEvent withData(CloudEvent event, ObjectNode data, List<String> removed) {
    ObjectNode copy = data.deepCopy();
    ObjectNode warning = copy.putObject(WARNING);
    warning.put(
        "message",
        "The event is larger than the "
            + limits.maxBytes()
            + " bytes that this receiver is sent, so fields of its data were removed.");
    removed.forEach(warning.putArray("removed")::add);
    if (limits.wholeEvent() != null) {
      warning.put("wholeEvent", limits.wholeEvent().toString());
    }
    try {
      byte[] bytes = MAPPER.writeValueAsBytes(copy);
      return completer.complete(CloudEventBuilder.v1(event).withData(bytes).build());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
