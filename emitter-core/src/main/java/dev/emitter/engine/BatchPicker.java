package dev.emitter.engine;

import dev.emitter.definition.Ordering;
import dev.emitter.log.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Picks the events that may be delivered next: all orderings in one place.
 *
 * @param ordering which deliveries keep their order
 * @param max how many events at most
 * @param window how many of what waits, from the oldest on, may be looked at; nothing if order is
 *     strict
 * @param now the time that waits are measured against
 * @param limit the last event that may go yet, or null for no limit
 */
record BatchPicker(Ordering ordering, int max, int window, long now, @Nullable Position limit) {

  /** The CloudEvents extension by which deliveries keep their order. */
  static final String KEY = "partitionkey";

  /** Returns what may go now of what waits in log order; empty for nothing. */
  List<Pending> pick(Iterator<Pending> waiting) {
    return switch (ordering) {
      case STRICT -> pickStrictly(waiting);
      case KEY -> pickByKey(waiting);
      case NONE -> pickAny(waiting);
    };
  }

  /** Goes on behind what is under way, but never behind what waits. */
  private List<Pending> pickStrictly(Iterator<Pending> entries) {
    List<Pending> picked = new ArrayList<>();
    while (picked.size() < max && entries.hasNext()) {
      Pending entry = entries.next();
      if (picked.isEmpty() && entry.stage() == Pending.Stage.IN_FLIGHT) {
        continue;
      }
      if (!entry.isDue(now) || isBeyondLimit(entry)) {
        break;
      }
      picked.add(entry);
    }
    return picked;
  }

  /** Takes each key's first unsettled event, so that a batch never holds two of a key. */
  private List<Pending> pickByKey(Iterator<Pending> entries) {
    List<Pending> picked = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (int i = 0; picked.size() < max && i < window && entries.hasNext(); i++) {
      Pending entry = entries.next();
      if (isBeyondLimit(entry)) {
        break;
      }
      if (isFirstOfKey(entry, seen) && entry.isDue(now)) {
        picked.add(entry);
      }
    }
    return picked;
  }

  /** Events without a key are ordered against nothing. */
  private static boolean isFirstOfKey(Pending entry, Set<Object> seen) {
    Object key = entry.logged().event().event().getExtension(KEY);
    return key == null || seen.add(key);
  }

  private List<Pending> pickAny(Iterator<Pending> entries) {
    List<Pending> picked = new ArrayList<>();
    for (int i = 0; picked.size() < max && i < window && entries.hasNext(); i++) {
      Pending entry = entries.next();
      if (isBeyondLimit(entry)) {
        break;
      }
      if (entry.isDue(now)) {
        picked.add(entry);
      }
    }
    return picked;
  }

  private boolean isBeyondLimit(Pending entry) {
    return limit != null && entry.position().compareTo(limit) > 0;
  }
}
