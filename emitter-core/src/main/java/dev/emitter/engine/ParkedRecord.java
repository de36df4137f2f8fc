package dev.emitter.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.event.InvalidEventException;
import dev.emitter.event.Json;
import dev.emitter.log.BlobStore;
import dev.emitter.log.LogReader;
import dev.emitter.topic.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parked event as one line of JSON, with the name of its copy. Until version 2 of the state the
 * copy itself was there.
 */
final class ParkedRecord {

  private static final String COPY = "copy";
  private static final String INLINE = "event";

  private ParkedRecord() {}

  /** Writes one whose copy is stored. */
  static String write(Parked parked) {
    ParkedEvent event = parked.event();
    ParkedEvent.Origin origin = event.origin();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("emitter", event.emitterId())
        .put("reason", event.reason())
        .put("attempts", event.attempts())
        .put("parkedAt", event.at().toString())
        .put("position", origin.position().toString())
        .put("publishedAt", origin.publishedAt().toString())
        .put("id", origin.id());
    origin.topic().segments().forEach(json.putArray("topic")::add);
    return json.put(COPY, parked.copy().name()).put("bytes", parked.copy().bytes()).toString();
  }

  /**
   * Reads a parked event.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static Parked read(String text, LogReader log, BlobStore blobs) {
    try {
      JsonNode json = Json.tree(text);
      List<String> segments = new ArrayList<>();
      json.path("topic").forEach(segment -> segments.add(segment.asText()));
      ParkedEvent.Origin origin =
          new ParkedEvent.Origin(
              log.position(json.path("position").asText()),
              Topic.of(segments),
              json.path("id").asText(),
              Instant.parse(json.path("publishedAt").asText()));
      ParkedCopy copy = copy(json, blobs);
      return new Parked(
          new ParkedEvent(
              json.path("emitter").asText(),
              origin,
              copy,
              json.path("reason").asText(),
              json.path("attempts").asInt(),
              Instant.parse(json.path("parkedAt").asText())),
          copy);
    } catch (JsonProcessingException | DateTimeException | InvalidEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static ParkedCopy copy(JsonNode json, BlobStore blobs) {
    if (json.hasNonNull(COPY)) {
      return ParkedCopy.stored(blobs, json.get(COPY).textValue(), json.path("bytes").asLong());
    }
    byte[] bytes = Base64.getDecoder().decode(json.path(INLINE).asText());
    return ParkedCopy.of(EventCodec.decode(bytes, 0, bytes.length));
  }

  /** Returns the name of the copy that a record names; null if it names none. */
  static @Nullable String copyOf(String text) {
    try {
      return Json.tree(text).path(COPY).textValue();
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
