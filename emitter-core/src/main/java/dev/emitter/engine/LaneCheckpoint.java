package dev.emitter.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.event.Json;
import dev.emitter.log.LogReader;
import dev.emitter.log.Position;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of an emitter after a restart, besides its definition and its parked events.
 * Immutable.
 *
 * @param began before the first event that was ever for it; null if that is not known
 * @param at its cursor; null if it follows the router: what it has settled reaches to whatever
 *     position of the router is stored with this record or later, until there is another record
 * @param attempted what became of events beyond the cursor
 * @param skipped what a person has left out
 * @param disabling that it is disabled; null if it is not
 * @param spell that it is unstable, or that people are yet to be told of its recovery; else null
 * @param failures failures in a row
 * @param failingSince when the first of them was; null without one
 * @param failuresByHour failures of the last 24 hours, by hours since 1970
 * @param deliveredByHour deliveries between the first and the last of them, by hours since 1970
 * @param definition what tells its definition from another one
 * @param removedAt when it was removed; null if it was not
 */
record LaneCheckpoint(
    @Nullable Position began,
    @Nullable Position at,
    Map<Position, Pending.Attempted> attempted,
    List<SkippedRange> skipped,
    @Nullable DisabledState disabling,
    @Nullable Spell spell,
    int failures,
    @Nullable Instant failingSince,
    Map<Long, Integer> failuresByHour,
    Map<Long, Integer> deliveredByHour,
    String definition,
    @Nullable Instant removedAt) {

  LaneCheckpoint {
    attempted = Collections.unmodifiableMap(new TreeMap<>(attempted));
    skipped = List.copyOf(skipped);
    failuresByHour = Collections.unmodifiableMap(new TreeMap<>(failuresByHour));
    deliveredByHour = Collections.unmodifiableMap(new TreeMap<>(deliveredByHour));
  }

  /** Returns what is known of an emitter that is about to begin. */
  static LaneCheckpoint beginning(Position at) {
    return new LaneCheckpoint(
        at, at, Map.of(), List.of(), null, null, 0, null, Map.of(), Map.of(), "", null);
  }

  /** Returns whether it was removed. */
  boolean removed() {
    return removedAt != null;
  }

  /** Returns this record for an emitter that is removed: its cursor moves with no router. */
  LaneCheckpoint removed(Position routed, Instant at) {
    return new LaneCheckpoint(
        began,
        this.at == null ? routed : this.at,
        attempted,
        skipped,
        disabling,
        spell,
        failures,
        failingSince,
        failuresByHour,
        deliveredByHour,
        definition,
        at);
  }

  /** Returns this record with this cursor. */
  LaneCheckpoint at(Position cursor) {
    return new LaneCheckpoint(
        began,
        cursor,
        attempted,
        skipped,
        disabling,
        spell,
        failures,
        failingSince,
        failuresByHour,
        deliveredByHour,
        definition,
        removedAt);
  }

  /** Returns the latest position it names, or null if it names none. */
  @Nullable Position furthest() {
    Position furthest = at;
    for (Position one : attempted.keySet()) {
      furthest = furthest == null || one.compareTo(furthest) > 0 ? one : furthest;
    }
    return furthest;
  }

  /** Returns this record without what it says of events after the position. */
  LaneCheckpoint upTo(Position end) {
    TreeMap<Position, Pending.Attempted> known = new TreeMap<>(attempted);
    known.tailMap(end, false).clear();
    return new LaneCheckpoint(
        began,
        at,
        known,
        skipped.stream().map(part -> part.upTo(end)).filter(Objects::nonNull).toList(),
        disabling,
        spell,
        failures,
        failingSince,
        failuresByHour,
        deliveredByHour,
        definition,
        removedAt);
  }

  /** Returns the record as one line of JSON. */
  String write() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (began != null) {
      json.put("began", began.toString());
    }
    if (at != null) {
      json.put("at", at.toString());
    }
    if (!attempted.isEmpty()) {
      ObjectNode tried = json.putObject("attempted");
      attempted.forEach(
          (position, one) ->
              tried
                  .putArray(position.toString())
                  .add(one.attempts())
                  .add(one.counted())
                  .add(one.settled()));
    }
    if (!skipped.isEmpty()) {
      ArrayNode parts = json.putArray("skipped");
      skipped.forEach(part -> part.write(parts));
    }
    if (disabling != null) {
      disabling.write(json);
    }
    if (spell != null) {
      spell.write(json);
    }
    if (failingSince != null) {
      json.put("failures", failures).put("failingSince", failingSince.toString());
    }
    if (!failuresByHour.isEmpty()) {
      write(failuresByHour, json.putObject("hours"));
      write(deliveredByHour, json.putObject("delivered"));
    }
    if (removedAt != null) {
      json.put("removed", removedAt.toString());
    }
    return json.put("definition", definition).toString();
  }

  private static void write(Map<Long, Integer> byHour, ObjectNode json) {
    byHour.forEach((hour, count) -> json.put(hour.toString(), count));
  }

  /**
   * Reads a record.
   *
   * @param now stands for the time of a removal that was stored without one
   * @throws IllegalArgumentException if the text is none
   */
  static LaneCheckpoint read(String text, LogReader log, Instant now) {
    try {
      JsonNode json = Json.tree(text);
      Map<Position, Pending.Attempted> attempted = new TreeMap<>();
      for (Map.Entry<String, JsonNode> one : json.path("attempted").properties()) {
        JsonNode value = one.getValue();
        attempted.put(
            log.position(one.getKey()),
            new Pending.Attempted(
                value.path(0).asInt(), value.path(1).asInt(), value.path(2).asBoolean()));
      }
      return new LaneCheckpoint(
          position(json, "began", log),
          position(json, "at", log),
          attempted,
          SkippedRange.read(json.path("skipped"), log),
          DisabledState.read(json),
          Spell.read(json),
          json.path("failures").asInt(),
          instant(json, "failingSince"),
          hours(json.path("hours")),
          hours(json.path("delivered")),
          json.path("definition").asText(),
          json.path("removed").asBoolean() ? now : instant(json, "removed"));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static @Nullable Position position(JsonNode json, String name, LogReader log) {
    return json.hasNonNull(name) ? log.position(json.get(name).textValue()) : null;
  }

  private static Map<Long, Integer> hours(JsonNode json) {
    Map<Long, Integer> hours = new TreeMap<>();
    json.properties().forEach(one -> hours.put(Long.valueOf(one.getKey()), one.getValue().asInt()));
    return hours;
  }

  private static @Nullable Instant instant(JsonNode json, String name) {
    return json.hasNonNull(name) ? Instant.parse(json.get(name).textValue()) : null;
  }
}
