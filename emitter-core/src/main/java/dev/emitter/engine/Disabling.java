package dev.emitter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.delivery.Notice.FailedEvent;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That an emitter is disabled, and whether its owner knows. Immutable.
 *
 * @param since since when
 * @param reason why, for a person
 * @param telling whether its owner is told
 * @param event the event that failed, or null
 */
record Disabling(Instant since, String reason, Telling telling, @Nullable FailedEvent event) {

  /** Whether the owner is told. */
  enum Telling {
    /** A person has disabled it, or its definition: they know. */
    NOBODY,
    /** The owner is yet to be told. */
    DUE,
    /** The owner was told. */
    TOLD
  }

  /** Returns the same with its owner told. */
  Disabling told() {
    return new Disabling(since, reason, Telling.TOLD, event);
  }

  void write(ObjectNode json) {
    json.put("disabledSince", since.toString()).put("disabledFor", reason);
    if (telling != Telling.NOBODY) {
      json.put("told", telling == Telling.TOLD);
    }
    if (event != null) {
      ObjectNode by = json.putObject("disabledBy").put("id", event.id()).put("type", event.type());
      event.topic().segments().forEach(by.putArray("topic")::add);
    }
  }

  /**
   * Reads it back; null if the emitter was not disabled.
   *
   * @throws DateTimeException if the time is none
   */
  static @Nullable Disabling read(JsonNode json) {
    if (!json.hasNonNull("disabledSince")) {
      return null;
    }
    return new Disabling(
        Instant.parse(json.get("disabledSince").asText()),
        json.path("disabledFor").asText(),
        telling(json.path("told")),
        event(json.path("disabledBy")));
  }

  private static Telling telling(JsonNode told) {
    if (!told.isBoolean()) {
      return Telling.NOBODY;
    }
    return told.booleanValue() ? Telling.TOLD : Telling.DUE;
  }

  /** The event is told for convenience: one that cannot be read is left out. */
  private static @Nullable FailedEvent event(JsonNode by) {
    List<String> segments = new ArrayList<>();
    by.path("topic").forEach(segment -> segments.add(segment.asText()));
    try {
      return by.isObject()
          ? new FailedEvent(Topic.of(segments), by.path("id").asText(), by.path("type").asText())
          : null;
    } catch (EmitterException e) {
      return null;
    }
  }
}
