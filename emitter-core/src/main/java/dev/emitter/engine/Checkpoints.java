package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.delivery.TimeSource;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Stores how far the router and each lane are, and gives it back after a restart. What has changed
 * is written together, some time after the first change; while nothing changes nothing is written.
 * A lane that follows the router has no cursor of its own in the store. Thread-safe.
 *
 * <p>Its lock is taken before the router's.
 */
final class Checkpoints {

  private static final Logger LOG = Loggers.of(Checkpoints.class);

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration AWAITED = Duration.ofMinutes(10);
  private static final Comparator<ParkedEvent> OLDEST_FIRST =
      Comparator.comparing(ParkedEvent::at).thenComparing(parked -> parked.event().position());
  private static final String ROUTED = "routed";
  private static final String EMITTER = "emitter/";
  private static final String PARKED = "parked/";

  private final EventLog log;
  private final TimeSource time;
  private final Executor executor;
  private final @Nullable StateStore store;
  private final Position routedBefore;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, LaneRecord> absent = new ConcurrentHashMap<>();
  private final Map<String, List<ParkedEvent>> absentParked = new ConcurrentHashMap<>();
  private final AtomicInteger awaited = new AtomicInteger();
  private final long began;
  private final Map<String, Gone> gone = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> unwritten = new HashMap<>();

  /**
   * The cursors that are in the store; empty for a lane that follows the router. They are set
   * before {@link #written} and read after it, so that a lane is never taken to be where the router
   * is once it has fallen behind.
   */
  private final Map<String, Optional<Position>> cursors = new ConcurrentHashMap<>();

  private final Map<String, Optional<Position>> unwrittenCursors = new HashMap<>();
  private volatile @Nullable Position written;
  private @Nullable Position leastAwaited;
  private volatile boolean doubtful;
  private boolean failing;

  Checkpoints(EventLog log, TimeSource time, Executor executor) {
    this.log = log;
    this.time = time;
    this.executor = executor;
    this.began = time.nanoTime();
    this.store = log.state().orElse(null);
    this.routedBefore = store == null ? log.end() : restore(store);
  }

  // What an earlier process has left.

  private Position restore(StateStore from) {
    Position end = log.end();
    String text = from.entries(ROUTED).get(ROUTED);
    Position furthest = text == null ? end : log.position(text);
    written = text == null ? null : furthest;
    Map<String, LaneRecord> lanes = new HashMap<>();
    for (Map.Entry<String, String> entry : from.entries(EMITTER).entrySet()) {
      LaneRecord lane = read(entry.getKey(), entry.getValue());
      if (lane != null) {
        lanes.put(entry.getKey(), lane);
      }
    }
    noteDoubts(from, text != null);
    Position routed = furthest;
    for (LaneRecord lane : lanes.values()) {
      Position named = lane.furthest();
      furthest = named != null && named.compareTo(furthest) > 0 ? named : furthest;
    }
    if (furthest.compareTo(end) > 0) {
      LOG.error("the log ends at {}, cursors at {}: events have been lost", end, furthest);
      log.advance(furthest); // or events with those positions would be taken for settled
    }
    lanes.forEach((key, lane) -> restore(key, lane, within(routed), end));
    from.entries(PARKED).forEach(this::restoreParked);
    absentParked.values().forEach(parked -> parked.sort(OLDEST_FIRST));
    return within(routed);
  }

  /** A store that was written to knows where the router was, so one that does not was lost. */
  private void noteDoubts(StateStore from, boolean routedBefore) {
    boolean lost = !routedBefore && log.start().compareTo(log.end()) < 0;
    String before = from.entries(StateStore.DOUBTFUL).get(StateStore.DOUBTFUL);
    doubtful |= lost || before != null;
    if (doubtful) {
      String what = lost ? "lost" : before == null ? "damaged" : before;
      unwritten.put(StateStore.DOUBTFUL, Optional.of(what));
      LOG.error(
          "the state that was kept with the log is {}: emitters that it does not know begin with"
              + " the oldest event of the log, so deliveries may be repeated",
          what);
    }
  }

  /** Begins the time that emitters of an earlier process have to come back. */
  void start() {
    if (doubtful || awaited.get() > 0) {
      time.schedule(AWAITED, this::waitedLongEnough);
    }
  }

  private void waitedLongEnough() {
    List<String> missing = absent();
    if (!missing.isEmpty()) {
      LOG.warn(
          "emitters that were at work in an earlier process are not back: {}; the log keeps what"
              + " waits for them no longer than its retention says",
          missing);
    }
    if (doubtful) {
      changed();
    }
  }

  private boolean isWaiting() {
    return time.nanoTime() - began < AWAITED.toNanos();
  }

  /** Returns the ids of emitters that were at work when the last process ended, and are not yet. */
  List<String> absent() {
    return absent.entrySet().stream()
        .filter(entry -> !entry.getValue().removed())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns whether an emitter may have been at work of which nothing is known. */
  boolean isDoubtful() {
    return doubtful && isWaiting();
  }

  private @Nullable LaneRecord read(String key, String value) {
    try {
      return LaneRecord.read(value, log);
    } catch (IllegalArgumentException e) {
      LOG.error("state entry {} cannot be read and is removed: {}", key, e.getMessage());
      unwritten.put(key, Optional.empty());
      doubtful = true;
      return null;
    }
  }

  private void restore(String key, LaneRecord stored, Position routed, Position end) {
    Position at = stored.at() == null ? routed : within(stored.at());
    LaneRecord record = stored.upTo(end).at(at);
    String id = key.substring(EMITTER.length());
    absent.put(id, record);
    cursors.put(id, Optional.of(at));
    if (!record.equals(stored)) {
      unwritten.put(key, Optional.of(record.write()));
    }
    if (!record.removed()) {
      await(at);
    }
  }

  private void await(Position cursor) {
    awaited.incrementAndGet();
    Position least = leastAwaited;
    leastAwaited = least == null || cursor.compareTo(least) < 0 ? cursor : least;
  }

  private void restoreParked(String key, String value) {
    try {
      ParkedEvent parked = ParkedRecord.read(value, log);
      absentParked.computeIfAbsent(parked.emitterId(), id -> new ArrayList<>()).add(parked);
    } catch (IllegalArgumentException e) {
      LOG.error("state entry {} cannot be read and is passed over: {}", key, e.getMessage());
    }
  }

  /** Returns the position, or the end of a log that could not be advanced to it. */
  private Position within(Position stored) {
    return stored.compareTo(log.end()) <= 0 ? stored : log.end();
  }

  /** Returns whether anything is stored. */
  boolean isActive() {
    return store != null;
  }

  /**
   * Returns whether the stored cursor of an emitter is at or after a position, so that the event
   * there is not delivered again; true for what is no position of this log.
   */
  boolean isSettled(String id, String position) {
    Position routed = written;
    Optional<Position> cursor = cursors.get(id);
    Position upTo = cursor == null ? null : cursor.orElse(routed);
    if (upTo == null) {
      return false;
    }
    Position asked = position(position);
    return asked == null || asked.compareTo(upTo) <= 0;
  }

  /** Returns the position that a text stands for; null if it is none of this log. */
  @Nullable Position position(String text) {
    try {
      return log.position(text);
    } catch (IllegalArgumentException ofAnotherLog) {
      return null;
    }
  }

  /** Returns where the router has to begin. */
  Position routed() {
    return routedBefore;
  }

  /** Returns what is known of an emitter that is not at work, and leaves it to the caller. */
  @Nullable LaneRecord take(String id) {
    gone.remove(id);
    LaneRecord record = absent.remove(id);
    if (record != null && !record.removed()) {
      awaited.decrementAndGet();
    }
    return record;
  }

  /**
   * Returns up to where the log may go, as far as the emitters are concerned that were at work when
   * the last process ended and are not yet again: they are waited for, but not for ever.
   */
  Position releasable(Position routed) {
    if (isDoubtful()) {
      return log.start();
    }
    Position least = leastAwaited;
    if (least == null || awaited.get() == 0 || !isWaiting()) {
      return routed;
    }
    return least.compareTo(routed) < 0 ? least : routed;
  }

  /** Returns the events set aside for an emitter that is not at work, and leaves them. */
  List<ParkedEvent> takeParked(String id) {
    List<ParkedEvent> parked = absentParked.remove(id);
    return parked == null ? List.of() : parked;
  }

  // What is to be stored.

  /**
   * Remembers an emitter that is removed, should it come back.
   *
   * @param record what to know of it then; null if it cannot come back
   */
  void removed(String id, @Nullable LaneRecord record, List<ParkedEvent> parked) {
    if (store == null) {
      return;
    }
    if (record != null) {
      absent.put(id, record);
      absentParked.put(id, parked);
    }
    gone.put(id, new Gone(record, parked));
    cursors.remove(id);
    changed();
  }

  /** An emitter that was removed, with the events set aside for it. */
  private record Gone(@Nullable LaneRecord record, List<ParkedEvent> parked) {}

  /** Something has changed that is to be stored soon. */
  void changed() {
    if (store != null && scheduled.compareAndSet(false, true)) {
      time.schedule(INTERVAL, this::begin);
    }
  }

  private void begin() {
    try {
      executor.execute(this::commitIfPossible);
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      scheduled.set(false);
      LOG.warn("cursors cannot be stored now; it is tried again", e);
      changed();
    }
  }

  private void commitIfPossible() {
    try {
      commit();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.error("cursors cannot be stored; until they are, a restart repeats deliveries", e);
      }
      failing = true;
      changed();
    }
  }

  /**
   * Stores what has changed, and returns once it survives a crash.
   *
   * @throws EventLogException if that fails; it is tried again with the next changes
   */
  void commit() {
    if (store == null || router == null) {
      return;
    }
    lock.lock();
    try {
      scheduled.set(false);
      Position routed = collect(router);
      if (routed == null) {
        changed(); // to try again
      }
      if (doubtful && !isWaiting()) {
        doubtful = false;
        unwritten.put(StateStore.DOUBTFUL, Optional.empty());
      }
      gone.keySet().forEach(this::collectGone); // last, as it overrules what they were before
      if (!unwritten.isEmpty()) {
        log.flush();
        store.write(Map.copyOf(unwritten));
        unwritten.clear();
        cursors.putAll(unwrittenCursors);
        unwrittenCursors.clear();
        written = routed == null ? written : routed;
      }
    } finally {
      lock.unlock();
    }
  }

  private void collectGone(String id) {
    Gone one = gone.remove(id);
    if (one != null) {
      LaneRecord record = one.record();
      unwrittenCursors.remove(id);
      unwritten.put(EMITTER + id, Optional.ofNullable(record).map(LaneRecord::write));
      for (ParkedEvent parked : one.parked()) {
        String text = record == null ? null : ParkedRecord.write(parked);
        unwritten.put(key(parked), Optional.ofNullable(text));
      }
    }
  }

  private @Nullable Position collect(Router from) {
    Map<String, LaneRecord> lanes = new HashMap<>();
    List<ParkedEvent> parked = new ArrayList<>();
    List<ParkedEvent> unparked = new ArrayList<>();
    Position routed = from.collect(lanes, parked, unparked);
    lanes.forEach((id, record) -> unwritten.put(EMITTER + id, Optional.of(record.write())));
    lanes.forEach((id, record) -> unwrittenCursors.put(id, Optional.ofNullable(record.at())));
    unparked.forEach(one -> unwritten.put(key(one), Optional.empty()));
    parked.forEach(one -> unwritten.put(key(one), Optional.of(ParkedRecord.write(one))));
    if (routed != null && !routed.equals(written)) {
      unwritten.put(ROUTED, Optional.of(routed.toString()));
    }
    return routed;
  }

  private static String key(ParkedEvent parked) {
    return PARKED + parked.event().position() + "/" + parked.emitterId();
  }

  private @Nullable Router router;

  /** Sets whose lanes are stored; before the first change. */
  void of(Router lanes) {
    router = lanes;
  }
}
