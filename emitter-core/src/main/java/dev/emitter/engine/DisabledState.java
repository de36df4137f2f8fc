package dev.emitter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.delivery.DisabledBy;
import dev.emitter.delivery.Notice.FailedEvent;
import dev.emitter.problem.EmitterException;
import dev.emitter.topic.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * That an emitter is disabled, and whether its owner knows. Immutable.
 *
 * @param since since when
 * @param reason why, for a person
 * @param by who has disabled it
 * @param person the name of the person who has, if that is known
 * @param telling whether its owner is told
 * @param event the event that failed, or null
 */
record DisabledState(
    Instant since,
    String reason,
    DisabledBy by,
    @Nullable String person,
    Telling telling,
    @Nullable FailedEvent event) {

  /** Whether the owner is told. */
  enum Telling {
    /** A person has disabled it, or its definition: they know. */
    NOBODY,
    /** The owner is yet to be told. */
    DUE,
    /** The owner was told. */
    TOLD
  }

  private static final String EVENT = "disabledBy"; // the event that failed
  private static final String BY_DEFINITION = "its definition says \"enabled\": false";

  /** Returns how an emitter is disabled whose definition says so. */
  static DisabledState byDefinition(Instant since) {
    return new DisabledState(
        since, BY_DEFINITION, DisabledBy.DEFINITION, null, Telling.NOBODY, null);
  }

  /** Returns how a person disables an emitter. */
  static DisabledState byPerson(Instant since, String reason, @Nullable String person) {
    return new DisabledState(since, reason, DisabledBy.PERSON, person, Telling.NOBODY, null);
  }

  /** Returns how an emitter is disabled that fails, perhaps with an event. */
  static DisabledState bySystem(Instant since, String reason, @Nullable FailedEvent event) {
    return new DisabledState(since, reason, DisabledBy.SYSTEM, null, Telling.DUE, event);
  }

  /** Returns the same, of which nobody is told. */
  DisabledState untold() {
    return new DisabledState(since, reason, by, person, Telling.NOBODY, event);
  }

  /** Returns the same since a time. */
  DisabledState since(Instant time) {
    return new DisabledState(time, reason, by, person, telling, event);
  }

  /** Returns the same with its owner told. */
  DisabledState told() {
    return new DisabledState(since, reason, by, person, Telling.TOLD, event);
  }

  void write(ObjectNode json) {
    json.put("disabledSince", since.toString()).put("disabledFor", reason);
    json.put("by", by.name().toLowerCase(Locale.ROOT));
    if (person != null) {
      json.put("person", person);
    }
    if (telling != Telling.NOBODY) {
      json.put("told", telling == Telling.TOLD);
    }
    write(event, json);
  }

  /** Adds the event that failed, if there is one. */
  static void write(@Nullable FailedEvent event, ObjectNode json) {
    if (event != null) {
      ObjectNode failed = json.putObject(EVENT).put("id", event.id()).put("type", event.type());
      event.topic().segments().forEach(failed.putArray("topic")::add);
    }
  }

  /**
   * Reads it back; null if the emitter was not disabled.
   *
   * @throws DateTimeException if the time is none
   */
  static @Nullable DisabledState read(JsonNode json) {
    if (!json.hasNonNull("disabledSince")) {
      return null;
    }
    return new DisabledState(
        Instant.parse(json.get("disabledSince").asText()),
        json.path("disabledFor").asText(),
        by(json),
        json.hasNonNull("person") ? json.get("person").asText() : null,
        telling(json.path("told")),
        readEvent(json));
  }

  /** Earlier versions did not say who it was. */
  private static DisabledBy by(JsonNode json) {
    String written = json.path("by").asText();
    for (DisabledBy one : DisabledBy.values()) {
      if (one.name().equalsIgnoreCase(written)) {
        return one;
      }
    }
    if (json.path("disabledFor").asText().equals(BY_DEFINITION)) {
      return DisabledBy.DEFINITION;
    }
    return json.path("told").isBoolean() ? DisabledBy.SYSTEM : DisabledBy.PERSON;
  }

  private static Telling telling(JsonNode told) {
    if (!told.isBoolean()) {
      return Telling.NOBODY;
    }
    return told.booleanValue() ? Telling.TOLD : Telling.DUE;
  }

  /** The event is told for convenience: one that cannot be read is left out. */
  static @Nullable FailedEvent readEvent(JsonNode json) {
    JsonNode by = json.path(EVENT);
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
