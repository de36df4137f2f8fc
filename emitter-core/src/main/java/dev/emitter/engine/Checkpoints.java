package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.log.BlobStore;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import dev.emitter.problem.Loggers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Stores how far the router and each lane are. What has changed is written together, some time
 * after the first change; while nothing changes nothing is written. A lane that follows the router
 * has no cursor of its own in the store. Thread-safe.
 *
 * <p>Whoever holds its lock may wait for the loop, so the loop never takes it.
 */
final class Checkpoints {

  private static final Logger LOG = Loggers.of(Checkpoints.class);

  private final EventLog log;
  private final TimeSource time;
  private final RestoredState restored;
  private final StoredCursors cursors;
  private final @Nullable StateChanges changes;
  private final CommitSchedule schedule;
  private final Lock lock;
  private final Queue<Collected> collected = new ArrayDeque<>(1); // guarded by the lock
  private @Nullable Source source;

  /** What lanes have told, and would not tell again: kept until all of it is taken in. */
  private record Collected(
      Map<String, LaneCheckpoint> records, List<Parked> parked, List<Parked> unparked) {}

  /**
   * Creates the checkpoints of an engine.
   *
   * @param executor writes them, on a thread that nothing else keeps waiting
   * @param lock is held while they are written
   */
  Checkpoints(EventLog log, TimeSource time, Executor executor, Lock lock) {
    this.lock = lock;
    this.log = log;
    this.time = time;
    this.schedule = new CommitSchedule(time, executor, this::commit);
    StateStore store = log.state().orElse(null);
    BlobStore blobs = store == null ? null : store.blobs();
    this.restored =
        new RestoredState(
            log,
            time,
            store == null || blobs == null
                ? null
                : new StoredState(log, store, blobs, time.clock().instant()));
    this.cursors = new StoredCursors(restored.cursors(), restored.stored());
    this.changes =
        store == null || blobs == null
            ? null
            : new StateChanges(log, store, new ParkedCopies(store, blobs), restored, cursors);
  }

  /** Tells what is to be stored of the lanes that are at work. */
  interface Source {

    /**
     * Adds what has changed since the last call.
     *
     * @return the position that it belongs to; null if not everything could be told
     */
    @Nullable Position collect(
        Map<String, LaneCheckpoint> records, List<Parked> parked, List<Parked> unparked);

    /** Learns that all that was collected is stored. */
    void written();

    /** Learns that copies are stored. */
    void stored(List<ParkedCopy> copies);
  }

  /** Sets what tells of the lanes; before the first change. */
  void of(Source lanes) {
    source = lanes;
  }

  /** Returns what is known of emitters that are not at work. */
  RestoredState restored() {
    return restored;
  }

  /** Begins the time that emitters of an earlier process have to come back. */
  void start() {
    if (restored.isAwaitingSomebody()) {
      time.schedule(RestoredState.AWAITED, this::waitedLongEnough);
    }
    expire();
    changed(); // so that it is known how far the log is settled by what is stored
  }

  private void waitedLongEnough() {
    List<String> missing = restored.absent();
    if (!missing.isEmpty()) {
      LOG.warn(
          "emitters that were at work in an earlier process are not back: {}; the log keeps what"
              + " waits for them no longer than its retention says",
          missing);
    }
    changed();
  }

  /** Returns whether anything is stored. */
  boolean isActive() {
    return changes != null;
  }

  /**
   * Returns whether the stored cursor of an emitter is at or after a position, so that the event
   * there is not delivered again; true for what is no position of this log.
   */
  boolean isSettled(String id, String position) {
    Position upTo = cursors.settledTo(id);
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

  // Emitters that come and go.

  /**
   * Stores where emitters begin that have no record yet, and returns once that survives a crash.
   *
   * @throws EventLogException if it cannot be stored
   */
  void begin(Map<String, Position> positions) {
    if (changes == null || positions.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      changes.begin(positions);
    } catch (RuntimeException e) {
      cancel(positions.keySet());
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back that emitters begin: they are not at work after all. */
  void cancel(Set<String> ids) {
    for (String id : ids) {
      if (changes != null) {
        changes.removed(id, restored.of(id), List.of());
      }
      changed();
    }
  }

  /** Returns what is known of an emitter that begins its work, and leaves it to the caller. */
  @Nullable LaneCheckpoint take(String id) {
    if (changes != null) {
      changes.taken(id);
    }
    return restored.take(id);
  }

  /**
   * Remembers an emitter that is removed, should it come back.
   *
   * @param record what to know of it then; null if it cannot come back
   */
  void removed(String id, @Nullable LaneCheckpoint record, List<Parked> parked) {
    if (changes == null) {
      return;
    }
    if (record != null) {
      restored.removed(id, record, parked);
    }
    changes.removed(id, record, parked);
    cursors.forget(id);
    expire();
    changed();
  }

  /** Forgets an emitter that is not at work; returns whether anything was known of it. */
  boolean forget(String id) {
    List<String> keys = restored.forget(id);
    forget(keys);
    return !keys.isEmpty();
  }

  /** Gives an emitter that is not at work another id, unless something is known of that one. */
  boolean rename(String id, String to) {
    LaneCheckpoint record = restored.of(id);
    if (changes == null || record == null || restored.of(to) != null) {
      return false;
    }
    lock.lock();
    try {
      changes.rename(id, record, to);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void expire() {
    forget(restored.expire());
  }

  private void forget(List<String> keys) {
    if (changes != null && !keys.isEmpty()) {
      changes.forget(keys);
      changed();
    }
  }

  // Writing.

  /** Something has changed that is to be stored soon. */
  void changed() {
    if (changes != null) {
      schedule.request();
    }
  }

  /**
   * Stores what has changed, and returns once it survives a crash.
   *
   * @throws EventLogException if that fails; it is tried again with the next changes
   */
  void commit() {
    Source lanes = source;
    if (changes == null || lanes == null) {
      return;
    }
    List<ParkedCopy> stored = new ArrayList<>();
    lock.lock();
    try {
      schedule.began();
      changes.write(collect(lanes, changes), stored);
      lanes.written();
    } finally {
      lock.unlock();
      if (!stored.isEmpty()) {
        lanes.stored(stored);
      }
    }
  }

  private @Nullable Position collect(Source lanes, StateChanges to) {
    to.collectForgotten();
    Collected next = new Collected(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    collected.add(next); // before it is filled: nobody else knows what it gets
    Position routed = lanes.collect(next.records(), next.parked(), next.unparked());
    for (Collected one = collected.peek(); one != null; one = collected.peek()) {
      to.collect(one.records(), one.parked(), one.unparked());
      collected.remove();
    }
    if (routed == null) {
      changed(); // to try again
    } else {
      to.collectRouted(routed);
    }
    if (restored.endsDoubts()) {
      to.endDoubts();
    }
    to.collectGone();
    return routed;
  }
}
