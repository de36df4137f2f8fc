package dev.emitter.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one emitter in the last 24 hours, hour by hour, and what was delivered since the
 * first of them. Owned by the loop.
 */
final class FailureWindow {

  private static final long HOUR = 3600;
  private static final int HOURS = 24;
  private static final int MOSTLY = 95;

  private NavigableMap<Long, Integer> byHour = Collections.emptyNavigableMap();
  private NavigableMap<Long, Integer> delivered = Collections.emptyNavigableMap();

  /**
   * What was delivered until the last failure: stored with it, or each delivery would be stored.
   */
  private Map<Long, Integer> deliveredBefore = Map.of();

  void add(Instant at) {
    if (byHour.isEmpty()) {
      byHour = new TreeMap<>();
      delivered = new TreeMap<>();
    }
    byHour.merge(hour(at), 1, Integer::sum);
    byHour.headMap(hour(at) - HOURS, true).clear();
    delivered.headMap(hour(at) - HOURS, true).clear();
    deliveredBefore = delivered.isEmpty() ? Map.of() : new TreeMap<>(delivered);
  }

  /** Returns whether nothing has failed, as far as is remembered. */
  boolean isEmpty() {
    return byHour.isEmpty();
  }

  /** Counts a delivery; only while it is not empty. */
  void delivered(Instant at) {
    delivered.merge(hour(at), 1, Integer::sum);
  }

  /** Returns how many there were; an hour counts until it is wholly past. */
  int count(Instant now) {
    return Math.toIntExact(sum(byHour, now));
  }

  /** Returns whether at least 95 of 100 were delivered since the first failure. */
  boolean isMostlyDelivered(Instant now) {
    long well = sum(delivered, now);
    return well * 100 >= (well + sum(byHour, now)) * MOSTLY;
  }

  private static long sum(NavigableMap<Long, Integer> hours, Instant now) {
    return hours.tailMap(hour(now) - HOURS, false).values().stream().mapToLong(n -> n).sum();
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
    delivered = Collections.emptyNavigableMap();
    deliveredBefore = Map.of();
  }

  /** Returns the failures by hours since 1970, for the next process. */
  Map<Long, Integer> byHour() {
    return byHour.isEmpty() ? Map.of() : new TreeMap<>(byHour);
  }

  /** Returns what was delivered until the last of them, by hours since 1970. */
  Map<Long, Integer> deliveredByHour() {
    return deliveredBefore;
  }

  void restore(Map<Long, Integer> failures, Map<Long, Integer> deliveries) {
    clear();
    if (!failures.isEmpty()) {
      byHour = new TreeMap<>(failures);
      delivered = new TreeMap<>(deliveries);
      deliveredBefore = new TreeMap<>(deliveries);
    }
  }
}
