package dev.emitter.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.event.InvalidEventException;
import dev.emitter.event.Json;
import dev.emitter.log.EventLog;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A parked event as one line of JSON, with a copy of the event. */
final class ParkedRecord {

  private ParkedRecord() {}

  static String write(ParkedEvent parked) {
    LoggedEvent logged = parked.event();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("emitter", parked.emitterId())
        .put("reason", parked.reason())
        .put("attempts", parked.attempts())
        .put("parkedAt", parked.at().toString())
        .put("position", logged.position().toString())
        .put("publishedAt", logged.publishedAt().toString())
        .put("id", logged.event().event().getId());
    logged.topic().segments().forEach(json.putArray("topic")::add);
    byte[] event = EventCodec.encode(logged.event());
    return json.put("event", Base64.getEncoder().encodeToString(event)).toString();
  }

  private static EncodedEvent event(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    return EventCodec.decode(bytes, 0, bytes.length);
  }

  /**
   * Reads a parked event.
   *
   * @throws IllegalArgumentException if the text is none
   */
  static ParkedEvent read(String text, EventLog log) {
    try {
      JsonNode json = Json.tree(text);
      List<String> segments = new ArrayList<>();
      json.path("topic").forEach(segment -> segments.add(segment.asText()));
      LoggedEvent logged =
          new LoggedEvent(
              log.position(json.path("position").asText()),
              Topic.of(segments),
              event(json.path("event").asText()),
              Instant.parse(json.path("publishedAt").asText()));
      return new ParkedEvent(
          json.path("emitter").asText(),
          logged,
          json.path("reason").asText(),
          json.path("attempts").asInt(),
          Instant.parse(json.path("parkedAt").asText()));
    } catch (JsonProcessingException | DateTimeException | InvalidEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
