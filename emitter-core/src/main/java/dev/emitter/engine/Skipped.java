package dev.emitter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.emitter.log.EventLog;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log that a person has left out for an emitter. Immutable.
 *
 * @param after the position before it
 * @param upTo its last position
 * @param settled the positions in it that were settled before
 */
record Skipped(Position after, Position upTo, Set<Position> settled) {

  /** So many parts are remembered, the latest. */
  private static final int MOST = 32;

  Skipped {
    settled = Set.copyOf(settled);
  }

  /** Returns these parts and another one. */
  static List<Skipped> with(List<Skipped> parts, Skipped next) {
    List<Skipped> all = new ArrayList<>(parts);
    all.add(next);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }

  /** Returns whether an event at this position was left out. */
  boolean has(Position position) {
    return position.compareTo(after) > 0
        && position.compareTo(upTo) <= 0
        && !settled.contains(position);
  }

  /** Returns what there is of it up to a position; null for nothing. */
  @Nullable Skipped upTo(Position end) {
    if (after.compareTo(end) >= 0) {
      return null;
    }
    return upTo.compareTo(end) <= 0 ? this : new Skipped(after, end, settled);
  }

  void write(ArrayNode parts) {
    ArrayNode part = parts.addArray().add(after.toString()).add(upTo.toString());
    new TreeSet<>(settled).forEach(position -> part.add(position.toString()));
  }

  static List<Skipped> read(JsonNode parts, EventLog log) {
    List<Skipped> read = new ArrayList<>();
    for (JsonNode part : parts) {
      Set<Position> settled = new TreeSet<>();
      for (int i = 2; i < part.size(); i++) {
        settled.add(log.position(part.path(i).asText()));
      }
      read.add(
          new Skipped(
              log.position(part.path(0).asText()), log.position(part.path(1).asText()), settled));
    }
    return List.copyOf(read);
  }
}
