package dev.emitter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.delivery.Notice.FailedEvent;
import dev.emitter.engine.DisabledState.Telling;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A spell in which an emitter is unstable: from the first failure until none has been for 24 hours,
 * or until it delivers after a person has enabled it. Immutable.
 *
 * @param since when the first delivery failed, or it recovered
 * @param reason why that delivery failed, or what shows that it has recovered
 * @param event the event that failed, or null
 * @param over whether it has recovered
 * @param telling whether people are told of that: of the failure, or the recovery
 */
record Spell(
    Instant since, String reason, @Nullable FailedEvent event, boolean over, Telling telling) {

  private static final String MEMBER = "spell";

  /** Returns the beginning of a spell. */
  static Spell begun(Instant since, String reason, @Nullable FailedEvent event, Telling telling) {
    return new Spell(since, reason, event, false, telling);
  }

  /** Returns the end of a spell, of which people are yet to be told. */
  static Spell ended(Instant at, String reason) {
    return new Spell(at, reason, null, true, Telling.DUE);
  }

  Spell with(Telling how) {
    return new Spell(since, reason, event, over, how);
  }

  void write(ObjectNode record) {
    ObjectNode json = record.putObject(MEMBER);
    json.put("since", since.toString()).put("reason", reason).put("over", over);
    json.put("telling", telling.name());
    DisabledState.write(event, json);
  }

  /**
   * Reads it back; null if there was none.
   *
   * @throws DateTimeException if the time is none
   */
  static @Nullable Spell read(JsonNode record) {
    JsonNode json = record.path(MEMBER);
    if (!json.isObject()) {
      return null;
    }
    return new Spell(
        Instant.parse(json.path("since").asText()),
        json.path("reason").asText(),
        DisabledState.readEvent(json),
        json.path("over").asBoolean(),
        telling(json.path("telling").asText()));
  }

  private static Telling telling(String written) {
    for (Telling one : Telling.values()) {
      if (one.name().equals(written)) {
        return one;
      }
    }
    return Telling.NOBODY;
  }
}
