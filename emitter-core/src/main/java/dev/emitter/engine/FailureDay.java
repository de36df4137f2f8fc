package dev.emitter.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The failures of one emitter in the last 24 hours, hour by hour. Guarded by its lane. */
final class FailureDay {

  private static final long HOUR = 3600;
  private static final int HOURS = 24;

  private NavigableMap<Long, Integer> byHour = Collections.emptyNavigableMap();

  void add(Instant at) {
    if (byHour.isEmpty()) {
      byHour = new TreeMap<>();
    }
    byHour.merge(hour(at), 1, Integer::sum);
    byHour.headMap(hour(at) - HOURS, true).clear();
  }

  /** Returns how many there were; an hour counts until it is wholly past. */
  int count(Instant now) {
    return byHour.tailMap(hour(now) - HOURS, false).values().stream().mapToInt(n -> n).sum();
  }

  /** Returns when all of them are past; null without any. */
  @Nullable Instant clearAt() {
    return byHour.isEmpty() ? null : Instant.ofEpochSecond((byHour.lastKey() + HOURS) * HOUR);
  }

  private static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), HOUR);
  }

  void clear() {
    byHour = Collections.emptyNavigableMap();
  }

  /** Returns the failures by hours since 1970, for the next process. */
  Map<Long, Integer> byHour() {
    return byHour.isEmpty() ? Map.of() : new TreeMap<>(byHour);
  }

  void restore(Map<Long, Integer> earlier) {
    byHour = earlier.isEmpty() ? Collections.emptyNavigableMap() : new TreeMap<>(earlier);
  }
}
