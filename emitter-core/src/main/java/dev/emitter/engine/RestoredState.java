package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.log.LogReader;
import dev.emitter.log.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is known of emitters that are not at work: those that an earlier process had, which are
 * waited for, and those that were removed, which may come back for some time. Thread-safe.
 */
final class RestoredState {

  /** So long the log waits for the emitters of an earlier process. */
  static final Duration AWAITED = Duration.ofMinutes(10);

  private static final Duration REMOVED_KEPT = Duration.ofDays(30);
  private static final int MAX_REMOVED = 1_000;

  private final LogReader log;
  private final TimeSource time;
  private final long began;
  private final Position routed;
  private final @Nullable Position stored;
  private final Map<String, LaneCheckpoint> absent = new ConcurrentHashMap<>();
  private final Map<String, List<Parked>> parked = new ConcurrentHashMap<>();
  private Map<String, Optional<String>> corrections = Map.of();
  private final AtomicInteger awaited = new AtomicInteger();
  private @Nullable Position leastAwaited;
  private volatile boolean doubtful;

  /**
   * Begins with what is stored.
   *
   * @param left by an earlier process; null for a log that stores nothing
   */
  RestoredState(LogReader log, TimeSource time, @Nullable StoredState left) {
    this.log = log;
    this.time = time;
    this.began = time.nanoTime();
    this.routed = left == null ? log.end() : left.routed();
    this.stored = left == null ? null : left.stored();
    if (left != null) {
      doubtful = left.isDoubtful();
      corrections = left.corrections();
      parked.putAll(left.parked());
      left.lanes().forEach(this::await);
    }
  }

  private void await(String id, LaneCheckpoint record) {
    absent.put(id, record);
    Position at = record.at();
    if (!record.removed() && at != null) {
      awaited.incrementAndGet();
      Position least = leastAwaited;
      leastAwaited = least == null || at.compareTo(least) < 0 ? at : least;
    }
  }

  /** Returns where the router has to begin. */
  Position routed() {
    return routed;
  }

  /** Returns what was stored of the router; null if nothing was. */
  @Nullable Position stored() {
    return stored;
  }

  /** Returns what has to be stored since it was found wrong, by key. */
  Map<String, Optional<String>> corrections() {
    return corrections;
  }

  /** Returns the cursors that were read, by id. */
  Map<String, Position> cursors() {
    Map<String, Position> cursors = new HashMap<>();
    absent.forEach(
        (id, record) -> {
          if (record.at() != null) {
            cursors.put(id, record.at());
          }
        });
    return cursors;
  }

  // Emitters that are waited for.

  /** Returns whether there is anybody to wait for. */
  boolean isAwaitingSomebody() {
    return doubtful || awaited.get() > 0;
  }

  /** Returns whether the time to wait is not over. */
  boolean isWaiting() {
    return time.nanoTime() - began < AWAITED.toNanos();
  }

  /** Returns whether an emitter may have been at work of which nothing is known. */
  boolean isDoubtful() {
    return doubtful && isWaiting();
  }

  /** Returns true once: when it was doubtful and the time to wait is over. */
  boolean endsDoubts() {
    boolean ends = doubtful && !isWaiting();
    doubtful &= !ends;
    return ends;
  }

  /** Returns the ids of emitters that were at work when the last process ended, and are not yet. */
  List<String> absent() {
    return absent.entrySet().stream()
        .filter(entry -> !entry.getValue().removed())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns what is known of an emitter that is not at work; null if nothing is. */
  @Nullable LaneCheckpoint of(String id) {
    return absent.get(id);
  }

  /** Returns what is known of an emitter that is not at work, and leaves it to the caller. */
  @Nullable LaneCheckpoint take(String id) {
    LaneCheckpoint record = absent.remove(id);
    if (record != null && !record.removed()) {
      awaited.decrementAndGet();
    }
    return record;
  }

  /** Returns the events set aside for an emitter that is not at work. */
  List<Parked> parked(String id) {
    return List.copyOf(parked.getOrDefault(id, List.of()));
  }

  /** Gives an emitter that is not at work another id, with these events set aside. */
  void rename(String id, String to, List<Parked> events) {
    LaneCheckpoint record = absent.remove(id);
    if (record != null) {
      absent.put(to, record);
    }
    parked.remove(id);
    parked.put(to, events);
  }

  /** Returns the events set aside for an emitter that is not at work, and leaves them. */
  List<Parked> takeParked(String id) {
    List<Parked> events = parked.remove(id);
    return events == null ? List.of() : events;
  }

  /**
   * Returns up to where the log may go, as far as the emitters are concerned that were at work when
   * the last process ended and are not yet again: they are waited for, but not for ever.
   */
  Position releasable(Position routedNow) {
    if (isDoubtful()) {
      return log.start();
    }
    Position least = leastAwaited;
    if (least == null || awaited.get() == 0 || !isWaiting()) {
      return routedNow;
    }
    return least.compareTo(routedNow) < 0 ? least : routedNow;
  }

  // Emitters that are removed.

  /** Remembers an emitter that is removed, should it come back. */
  void removed(String id, LaneCheckpoint record, List<Parked> events) {
    absent.put(id, record);
    parked.put(id, events);
  }

  /**
   * Forgets an emitter that is not at work.
   *
   * @return the keys of what is stored of it; none if nothing was known
   */
  List<String> forget(String id) {
    LaneCheckpoint record = take(id);
    List<String> keys = new ArrayList<>();
    if (record != null) {
      keys.add(StateKeys.EMITTER + id);
      keys.add(StateKeys.BEGINNING + id);
    }
    takeParked(id).forEach(event -> keys.add(event.key()));
    return keys;
  }

  /**
   * Forgets those that were removed long ago, and the oldest of too many.
   *
   * @return the keys of what is stored of them
   */
  List<String> expire() {
    Instant limit = time.clock().instant().minus(REMOVED_KEPT);
    List<Map.Entry<String, LaneCheckpoint>> removed =
        absent.entrySet().stream()
            .filter(entry -> entry.getValue().removed())
            .sorted(Comparator.comparing(RestoredState::removedAt))
            .toList();
    List<String> keys = new ArrayList<>();
    int tooMany = removed.size() - MAX_REMOVED;
    for (int i = 0; i < removed.size(); i++) {
      if (i < tooMany || removedAt(removed.get(i)).isBefore(limit)) {
        keys.addAll(forget(removed.get(i).getKey()));
      }
    }
    return keys;
  }

  private static Instant removedAt(Map.Entry<String, LaneCheckpoint> entry) {
    Instant at = entry.getValue().removedAt();
    return at == null ? Instant.MAX : at;
  }
}
