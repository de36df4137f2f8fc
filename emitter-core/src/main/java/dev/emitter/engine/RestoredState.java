package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.EventLog;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What is known of emitters that are not at work: those that an earlier process had, which are
 * waited for, and those that were removed, which may come back for some time. Thread-safe.
 */
final class RestoredState {

  private static final Logger LOG = Loggers.of(RestoredState.class);

  /** So long the log waits for the emitters of an earlier process. */
  static final Duration AWAITED = Duration.ofMinutes(10);

  private static final Duration REMOVED_KEPT = Duration.ofDays(30);
  private static final int MAX_REMOVED = 1_000;
  private static final Comparator<ParkedEvent> OLDEST_FIRST =
      Comparator.comparing(ParkedEvent::at).thenComparing(parked -> parked.event().position());

  private final EventLog log;
  private final TimeSource time;
  private final long began;
  private final Position routed;
  private final @Nullable Position stored;
  private final Map<String, LaneRecord> absent = new ConcurrentHashMap<>();
  private final Map<String, List<ParkedEvent>> parked = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> corrections = new HashMap<>();
  private final AtomicInteger awaited = new AtomicInteger();
  private @Nullable Position leastAwaited;
  private volatile boolean doubtful;

  /** Reads what is stored; null for a log that stores nothing. */
  RestoredState(EventLog log, TimeSource time, @Nullable StateStore store) {
    this.log = log;
    this.time = time;
    this.began = time.nanoTime();
    String text = store == null ? null : store.entries(StateKeys.ROUTED).get(StateKeys.ROUTED);
    this.stored = text == null ? null : log.position(text);
    this.routed = store == null ? log.end() : restore(store);
  }

  private Position restore(StateStore from) {
    Position end = log.end();
    Position before = stored == null ? end : stored;
    Map<String, LaneRecord> lanes = readLanes(from);
    noteDoubts(from);
    Position furthest = before;
    for (LaneRecord lane : lanes.values()) {
      Position named = lane.furthest();
      furthest = named != null && named.compareTo(furthest) > 0 ? named : furthest;
    }
    if (furthest.compareTo(end) > 0) {
      LOG.error("the log ends at {}, cursors at {}: events have been lost", end, furthest);
      log.advance(furthest); // or events with those positions would be taken for settled
    }
    lanes.forEach((id, lane) -> restore(id, lane, within(before), end));
    from.entries(StateKeys.PARKED).forEach(this::restoreParked);
    parked.values().forEach(events -> events.sort(OLDEST_FIRST));
    return within(before);
  }

  private Map<String, LaneRecord> readLanes(StateStore from) {
    Map<String, LaneRecord> lanes = new HashMap<>();
    from.entries(StateKeys.BEGINNING)
        .forEach(
            (key, value) -> {
              Position at = readPosition(key, value);
              if (at != null) {
                lanes.put(key.substring(StateKeys.BEGINNING.length()), LaneRecord.beginning(at));
              }
            });
    from.entries(StateKeys.EMITTER)
        .forEach(
            (key, value) -> {
              LaneRecord lane = readLane(key, value);
              if (lane != null) {
                lanes.put(key.substring(StateKeys.EMITTER.length()), lane);
              }
            });
    return lanes;
  }

  private @Nullable Position readPosition(String key, String value) {
    try {
      return log.position(value);
    } catch (IllegalArgumentException e) {
      removeUnreadable(key, e);
      return null;
    }
  }

  private @Nullable LaneRecord readLane(String key, String value) {
    try {
      return LaneRecord.read(value, log, time.clock().instant());
    } catch (IllegalArgumentException e) {
      removeUnreadable(key, e);
      return null;
    }
  }

  private void removeUnreadable(String key, IllegalArgumentException e) {
    LOG.error("state entry {} cannot be read and is removed: {}", key, e.getMessage());
    corrections.put(key, Optional.empty());
    doubtful = true;
  }

  /** A store that was written to knows where the router was, so one that does not was lost. */
  private void noteDoubts(StateStore from) {
    boolean lost = stored == null && log.start().compareTo(log.end()) < 0;
    String before = from.entries(StateStore.DOUBTFUL).get(StateStore.DOUBTFUL);
    doubtful |= lost || before != null;
    if (doubtful) {
      String what = lost ? "lost" : before == null ? "damaged" : before;
      corrections.put(StateStore.DOUBTFUL, Optional.of(what));
      LOG.error(
          "the state that was kept with the log is {}: emitters that it does not know begin with"
              + " the oldest event of the log, so deliveries may be repeated",
          what);
    }
  }

  private void restore(String id, LaneRecord read, Position routedBefore, Position end) {
    Position at = read.at() == null ? routedBefore : within(read.at());
    LaneRecord record = read.upTo(end).at(at);
    absent.put(id, record);
    if (!record.equals(read)) {
      corrections.put(StateKeys.EMITTER + id, Optional.of(record.write()));
    }
    if (!record.removed()) {
      awaited.incrementAndGet();
      Position least = leastAwaited;
      leastAwaited = least == null || at.compareTo(least) < 0 ? at : least;
    }
  }

  private void restoreParked(String key, String value) {
    try {
      ParkedEvent one = ParkedRecord.read(value, log);
      parked.computeIfAbsent(one.emitterId(), id -> new ArrayList<>()).add(one);
    } catch (IllegalArgumentException e) {
      LOG.error("state entry {} cannot be read and is passed over: {}", key, e.getMessage());
    }
  }

  /** Returns the position, or the end of a log that could not be advanced to it. */
  private Position within(Position position) {
    return position.compareTo(log.end()) <= 0 ? position : log.end();
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
    return new LinkedHashMap<>(corrections);
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
  @Nullable LaneRecord of(String id) {
    return absent.get(id);
  }

  /** Returns what is known of an emitter that is not at work, and leaves it to the caller. */
  @Nullable LaneRecord take(String id) {
    LaneRecord record = absent.remove(id);
    if (record != null && !record.removed()) {
      awaited.decrementAndGet();
    }
    return record;
  }

  /** Returns the events set aside for an emitter that is not at work. */
  List<ParkedEvent> parked(String id) {
    return List.copyOf(parked.getOrDefault(id, List.of()));
  }

  /** Gives an emitter that is not at work another id, with these events set aside. */
  void rename(String id, String to, List<ParkedEvent> events) {
    LaneRecord record = absent.remove(id);
    if (record != null) {
      absent.put(to, record);
    }
    parked.remove(id);
    parked.put(to, events);
  }

  /** Returns the events set aside for an emitter that is not at work, and leaves them. */
  List<ParkedEvent> takeParked(String id) {
    List<ParkedEvent> events = parked.remove(id);
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
  void removed(String id, LaneRecord record, List<ParkedEvent> events) {
    absent.put(id, record);
    parked.put(id, events);
  }

  /**
   * Forgets an emitter that is not at work.
   *
   * @return the keys of what is stored of it; none if nothing was known
   */
  List<String> forget(String id) {
    LaneRecord record = take(id);
    List<String> keys = new ArrayList<>();
    if (record != null) {
      keys.add(StateKeys.EMITTER + id);
      keys.add(StateKeys.BEGINNING + id);
    }
    takeParked(id).forEach(event -> keys.add(StateKeys.of(event)));
    return keys;
  }

  /**
   * Forgets those that were removed long ago, and the oldest of too many.
   *
   * @return the keys of what is stored of them
   */
  List<String> expire() {
    Instant limit = time.clock().instant().minus(REMOVED_KEPT);
    List<Map.Entry<String, LaneRecord>> removed =
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

  private static Instant removedAt(Map.Entry<String, LaneRecord> entry) {
    Instant at = entry.getValue().removedAt();
    return at == null ? Instant.MAX : at;
  }
}
