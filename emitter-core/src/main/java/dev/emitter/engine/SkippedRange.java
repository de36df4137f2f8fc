package dev.emitter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.emitter.log.LogReader;
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
record SkippedRange(Position after, Position upTo, Set<Position> settled) {

  /** So many parts are remembered, the latest. */
  private static final int MOST = 32;

  SkippedRange {
    settled = Set.copyOf(settled);
  }

  /** Returns these parts and another one. */
  static List<SkippedRange> with(List<SkippedRange> parts, SkippedRange next) {
    List<SkippedRange> all = new ArrayList<>(parts);
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
  @Nullable SkippedRange upTo(Position end) {
    if (after.compareTo(end) >= 0) {
      return null;
    }
    return upTo.compareTo(end) <= 0 ? this : new SkippedRange(after, end, settled);
  }

  void write(ArrayNode parts) {
    ArrayNode part = parts.addArray().add(after.toString()).add(upTo.toString());
    new TreeSet<>(settled).forEach(position -> part.add(position.toString()));
  }

  static List<SkippedRange> read(JsonNode parts, LogReader log) {
    List<SkippedRange> read = new ArrayList<>();
    for (JsonNode part : parts) {
      Set<Position> settled = new TreeSet<>();
      for (int i = 2; i < part.size(); i++) {
        settled.add(log.position(part.path(i).asText()));
      }
      read.add(
          new SkippedRange(
              log.position(part.path(0).asText()), log.position(part.path(1).asText()), settled));
    }
    return List.copyOf(read);
  }
}
