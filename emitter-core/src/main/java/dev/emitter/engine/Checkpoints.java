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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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

  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final EventLog log;
  private final TimeSource time;
  private final Executor executor;
  private final @Nullable StateStore store;
  private final RestoredState restored;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Lock lock;
  private final Map<String, Gone> gone = new ConcurrentHashMap<>();
  private final Set<String> beginning = ConcurrentHashMap.newKeySet();
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet(); // keys
  private final Map<String, Optional<String>> unwritten = new HashMap<>();

  /**
   * The cursors that are in the store; empty for a lane that follows the router. They are set
   * before {@link #written} and read after it, so that a lane is never taken to be where the router
   * is once it has fallen behind.
   */
  private final Map<String, Optional<Position>> cursors = new ConcurrentHashMap<>();

  private final Map<String, Optional<Position>> unwrittenCursors = new HashMap<>();
  private volatile @Nullable Position written;
  private @Nullable Source source;
  private boolean failing;

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
    this.executor = executor;
    this.store = log.state().orElse(null);
    this.restored = new RestoredState(log, time, store);
    this.written = restored.stored();
    unwritten.putAll(restored.corrections());
    restored.cursors().forEach((id, at) -> cursors.put(id, Optional.of(at)));
    if (store != null) {
      store
          .entries(StateKeys.BEGINNING)
          .keySet()
          .forEach(key -> beginning.add(key.substring(StateKeys.BEGINNING.length())));
    }
  }

  /** Tells what is to be stored of the lanes that are at work. */
  interface Source {

    /**
     * Adds what has changed since the last call.
     *
     * @return the position that it belongs to; null if not everything could be told
     */
    @Nullable Position collect(
        Map<String, LaneRecord> records, List<ParkedEvent> parked, List<ParkedEvent> unparked);
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

  // Emitters that come and go.

  /**
   * Stores where emitters begin that have no record yet, and returns once that survives a crash.
   *
   * @throws EventLogException if it cannot be stored
   */
  void begin(Map<String, Position> positions) {
    if (store == null || positions.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      Map<String, Optional<String>> entries = new HashMap<>();
      for (Map.Entry<String, Position> one : positions.entrySet()) {
        String id = one.getKey();
        collectGone(id);
        forgotten.remove(StateKeys.EMITTER + id);
        forgotten.remove(StateKeys.BEGINNING + id);
        unwritten.remove(StateKeys.EMITTER + id);
        unwritten.remove(StateKeys.BEGINNING + id);
        entries.put(StateKeys.EMITTER + id, Optional.empty()); // of one that was removed
        entries.put(StateKeys.BEGINNING + id, Optional.of(one.getValue().toString()));
      }
      log.flush(); // or a power cut could leave a beginning behind the end of the log
      store.write(entries);
      beginning.addAll(positions.keySet());
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
      LaneRecord record = restored.of(id);
      gone.put(id, new Gone(record, List.of()));
      changed();
    }
  }

  /** Returns what is known of an emitter that begins its work, and leaves it to the caller. */
  @Nullable LaneRecord take(String id) {
    gone.remove(id);
    forgotten.remove(StateKeys.EMITTER + id);
    forgotten.remove(StateKeys.BEGINNING + id);
    return restored.take(id);
  }

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
      restored.removed(id, record, parked);
    }
    gone.put(id, new Gone(record, parked));
    cursors.remove(id);
    expire();
    changed();
  }

  /** An emitter that was removed, with the events set aside for it. */
  private record Gone(@Nullable LaneRecord record, List<ParkedEvent> parked) {}

  /** Forgets an emitter that is not at work; returns whether anything was known of it. */
  boolean forget(String id) {
    List<String> keys = restored.forget(id);
    forget(keys);
    return !keys.isEmpty();
  }

  /** Gives an emitter that is not at work another id, unless something is known of that one. */
  boolean rename(String id, String to) {
    LaneRecord record = restored.of(id);
    if (store == null || record == null || restored.of(to) != null) {
      return false;
    }
    lock.lock();
    try {
      Map<String, Optional<String>> entries = new HashMap<>();
      List<ParkedEvent> parked = new ArrayList<>();
      for (ParkedEvent one : restored.parked(id)) {
        ParkedEvent moved =
            new ParkedEvent(to, one.event(), one.reason(), one.attempts(), one.at());
        parked.add(moved);
        entries.put(StateKeys.of(one), Optional.empty());
        entries.put(StateKeys.of(moved), Optional.of(ParkedRecord.write(moved)));
      }
      entries.put(StateKeys.EMITTER + id, Optional.empty());
      entries.put(StateKeys.BEGINNING + id, Optional.empty());
      entries.put(StateKeys.EMITTER + to, Optional.of(record.write()));
      store.write(entries);
      beginning.remove(id);
      restored.rename(id, to, parked);
      cursors.remove(id);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void expire() {
    forget(restored.expire());
  }

  private void forget(List<String> keys) {
    if (store != null && !keys.isEmpty()) {
      forgotten.addAll(keys);
      changed();
    }
  }

  // Writing.

  /** Something has changed that is to be stored soon. */
  void changed() {
    if (store != null && scheduled.compareAndSet(false, true)) {
      try {
        time.schedule(INTERVAL, this::begin);
      } catch (RuntimeException | Error e) { // the time may be the application's
        scheduled.set(false);
        LOG.error("the TimeSource failed; cursors are stored after the next change", e);
      }
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
    Source lanes = source;
    if (store == null || lanes == null) {
      return;
    }
    lock.lock();
    try {
      scheduled.set(false);
      forgotten.removeIf(this::collectForgotten); // first, as an emitter may be back
      Position routed = collect(lanes);
      if (routed == null) {
        changed(); // to try again
      }
      if (restored.endsDoubts()) {
        unwritten.put(StateStore.DOUBTFUL, Optional.empty());
      }
      gone.keySet().forEach(this::collectGone); // last, as it overrules what they were before
      if (!unwritten.isEmpty()) {
        log.flush();
        store.write(new HashMap<>(unwritten));
        unwritten.clear();
        cursors.putAll(unwrittenCursors);
        unwrittenCursors.clear();
        written = routed == null ? written : routed;
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean collectForgotten(String key) {
    unwritten.put(key, Optional.empty());
    return true;
  }

  private void collectGone(String id) {
    Gone one = gone.remove(id);
    if (one != null) {
      LaneRecord record = restored.of(id) == null ? null : one.record(); // it may have expired
      unwrittenCursors.remove(id);
      unwritten.put(StateKeys.EMITTER + id, Optional.ofNullable(record).map(LaneRecord::write));
      collectBeginning(id);
      for (ParkedEvent parked : one.parked()) {
        String text = record == null ? null : ParkedRecord.write(parked);
        unwritten.put(StateKeys.of(parked), Optional.ofNullable(text));
      }
    }
  }

  /** Its record says more than where it began. */
  private void collectBeginning(String id) {
    if (beginning.remove(id)) {
      unwritten.put(StateKeys.BEGINNING + id, Optional.empty());
    }
  }

  private @Nullable Position collect(Source from) {
    Map<String, LaneRecord> lanes = new HashMap<>();
    List<ParkedEvent> parked = new ArrayList<>();
    List<ParkedEvent> unparked = new ArrayList<>();
    Position routed = from.collect(lanes, parked, unparked);
    lanes.forEach(
        (id, record) -> {
          unwritten.put(StateKeys.EMITTER + id, Optional.of(record.write()));
          collectBeginning(id);
        });
    lanes.forEach((id, record) -> unwrittenCursors.put(id, Optional.ofNullable(record.at())));
    unparked.forEach(one -> unwritten.put(StateKeys.of(one), Optional.empty()));
    parked.forEach(one -> unwritten.put(StateKeys.of(one), Optional.of(ParkedRecord.write(one))));
    if (routed != null && !routed.equals(written)) {
      unwritten.put(StateKeys.ROUTED, Optional.of(routed.toString()));
    }
    return routed;
  }
}
