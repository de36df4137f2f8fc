package dev.emitter.log.disk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.event.Json;
import dev.emitter.net.HttpExchange;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AttemptLines} writes; null for what is damaged or something else. */
final class AttemptLineParser {

  private static final byte[] ATTEMPT = bytes("{\"attempt\":");
  private static final byte[] ACKNOWLEDGED = bytes("{\"acknowledged\":");
  private static final byte[] FORMAT = bytes("{\"format\":\"" + AttemptLines.FORMAT + "\"");

  private AttemptLineParser() {}

  /** What the first line of a file says. */
  record Header(int version, Instant begun) {}

  private interface Reading<T> {
    T from(JsonNode json);
  }

  static @Nullable Header header(byte[] line) {
    return read(
        line,
        FORMAT,
        json -> new Header(json.path("version").asInt(), Instant.parse(text(json, "begun"))));
  }

  static @Nullable DeliveryAttempt attempt(byte[] line) {
    return read(line, ATTEMPT, AttemptLineParser::attempt);
  }

  private static DeliveryAttempt attempt(JsonNode json) {
    List<String> segments = new ArrayList<>();
    json.path("topic").forEach(segment -> segments.add(segment.asText()));
    Instant at = Instant.parse(text(json, "at"));
    return new DeliveryAttempt(
        text(json, "emitter"),
        text(json, "id"),
        text(json, "type"),
        Topic.of(segments),
        json.path("attempt").asInt(),
        json.path("resubmitted").asBoolean(),
        at,
        DeliveryAttempt.Outcome.valueOf(text(json, "outcome")),
        json.has("status") ? json.path("status").asInt() : null,
        json.has("duration") ? Duration.parse(text(json, "duration")) : null,
        json.has("answer") ? text(json, "answer") : null,
        json.has("reason") ? text(json, "reason") : null,
        json.has("delay") ? at.minus(Duration.parse(text(json, "delay"))) : null,
        json.has("sent") ? exchange(json) : null);
  }

  private static HttpExchange exchange(JsonNode json) {
    return new HttpExchange(
        headers(json.path("sent")),
        json.has("body") ? text(json, "body") : null,
        headers(json.path("received")));
  }

  private static List<HttpExchange.Header> headers(JsonNode namesAndValues) {
    List<HttpExchange.Header> headers = new ArrayList<>();
    for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
      headers.add(
          new HttpExchange.Header(
              namesAndValues.path(i).asText(), namesAndValues.path(i + 1).asText()));
    }
    return headers;
  }

  static @Nullable Acknowledgement acknowledgement(byte[] line) {
    return read(
        line,
        ACKNOWLEDGED,
        json ->
            new Acknowledgement(
                text(json, "emitter"),
                text(json, "id"),
                Acknowledgement.Status.valueOf(text(json, "acknowledged")),
                text(json, "text"),
                Instant.parse(text(json, "at"))));
  }

  private static String text(JsonNode json, String member) {
    return json.path(member).asText();
  }

  private static <T> @Nullable T read(byte[] line, byte[] beginning, Reading<T> reading) {
    int from = LineChecksum.LENGTH;
    if (!startsWith(line, from, beginning) || !LineChecksum.holds(line, 0, line.length)) {
      return null;
    }
    try {
      return reading.from(Json.MAPPER.readTree(line, from, line.length - from));
    } catch (IOException | DateTimeException | IllegalArgumentException | EmitterException e) {
      return null;
    }
  }

  private static boolean startsWith(byte[] line, int from, byte[] beginning) {
    int to = from + beginning.length;
    return line.length >= to && Arrays.equals(line, from, to, beginning, 0, beginning.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
