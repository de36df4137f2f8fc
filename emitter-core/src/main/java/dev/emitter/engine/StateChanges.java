package dev.emitter.engine;

import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written of the state next, and writing it. Guarded by the lock of the checkpoints;
 * any thread may note who is gone and what is to be forgotten.
 */
final class StateChanges {

  private final EventLog log;
  private final StateStore store;
  private final RestoredState restored;
  private final StoredCursors cursors;
  private final ParkedCopies copies;
  private final Map<String, Gone> gone = new ConcurrentHashMap<>();
  private final Set<String> beginning = ConcurrentHashMap.newKeySet();
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet(); // keys
  private final Map<String, Optional<String>> unwritten = new HashMap<>();

  /** An emitter that was removed, with the events set aside for it. */
  private record Gone(@Nullable LaneCheckpoint record, List<Parked> parked) {}

  /** Begins with what was found wrong in what is stored. */
  StateChanges(
      EventLog log,
      StateStore store,
      ParkedCopies copies,
      RestoredState restored,
      StoredCursors cursors) {
    this.log = log;
    this.store = store;
    this.restored = restored;
    this.cursors = cursors;
    this.copies = copies;
    unwritten.putAll(restored.corrections());
    store
        .entries(StateKeys.BEGINNING)
        .keySet()
        .forEach(key -> beginning.add(key.substring(StateKeys.BEGINNING.length())));
  }

  // What any thread may note.

  /** An emitter is at work again. */
  void taken(String id) {
    gone.remove(id);
    forgotten.remove(StateKeys.EMITTER + id);
    forgotten.remove(StateKeys.BEGINNING + id);
  }

  /**
   * An emitter is removed.
   *
   * @param record what to know of it; null if nothing
   */
  void removed(String id, @Nullable LaneCheckpoint record, List<Parked> parked) {
    gone.put(id, new Gone(record, parked));
  }

  /** These keys are to be removed. */
  void forget(List<String> keys) {
    forgotten.addAll(keys);
  }

  // Emitters that begin, or get another id.

  /**
   * Writes where emitters begin that have no record yet.
   *
   * @throws EventLogException if it cannot be stored
   */
  void begin(Map<String, Position> positions) {
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
  }

  /** Writes that an emitter which is not at work has another id, with what is set aside for it. */
  void rename(String id, LaneCheckpoint record, String to) {
    Map<String, Optional<String>> entries = new HashMap<>();
    List<Parked> moved = new ArrayList<>();
    for (Parked one : restored.parked(id)) {
      Parked next = one.movedTo(to);
      moved.add(next);
      entries.put(one.key(), Optional.empty());
      copies.put(next, entries);
    }
    entries.put(StateKeys.EMITTER + id, Optional.empty());
    entries.put(StateKeys.BEGINNING + id, Optional.empty());
    entries.put(StateKeys.EMITTER + to, Optional.of(record.write()));
    copies.store(entries, new ArrayList<>());
    store.write(entries);
    beginning.remove(id);
    restored.rename(id, to, moved);
    cursors.forget(id);
  }

  // What changes from time to time.

  /** Takes in what is to be forgotten; first, as an emitter may be back. */
  void collectForgotten() {
    forgotten.removeIf(
        key -> {
          copies.remove(key, unwritten);
          return true;
        });
  }

  /** Takes in what has changed of the emitters that are at work. */
  void collect(Map<String, LaneCheckpoint> lanes, List<Parked> parked, List<Parked> unparked) {
    lanes.forEach(
        (id, record) -> {
          unwritten.put(StateKeys.EMITTER + id, Optional.of(record.write()));
          collectBeginning(id);
          cursors.change(id, record.at());
        });
    unparked.forEach(one -> copies.remove(one, unwritten));
    parked.forEach(one -> copies.put(one, unwritten));
  }

  /** Takes in how far the router is. */
  void collectRouted(Position routed) {
    if (!routed.equals(cursors.routed())) {
      unwritten.put(StateKeys.ROUTED, Optional.of(routed.toString()));
    }
  }

  /** Nobody doubts any more what the store says. */
  void endDoubts() {
    unwritten.put(StateStore.DOUBTFUL, Optional.empty());
  }

  /** Takes in who is gone; last, as it overrules what they were before. */
  void collectGone() {
    gone.keySet().forEach(this::collectGone);
  }

  private void collectGone(String id) {
    Gone one = gone.remove(id);
    if (one != null) {
      LaneCheckpoint record = restored.of(id) == null ? null : one.record(); // it may have expired
      cursors.cancel(id);
      unwritten.put(StateKeys.EMITTER + id, Optional.ofNullable(record).map(LaneCheckpoint::write));
      collectBeginning(id);
      for (Parked parked : one.parked()) {
        if (record == null) {
          copies.remove(parked, unwritten);
        } else {
          copies.put(parked, unwritten);
        }
      }
    }
  }

  /** Its record says more than where it began. */
  private void collectBeginning(String id) {
    if (beginning.remove(id)) {
      unwritten.put(StateKeys.BEGINNING + id, Optional.empty());
    }
  }

  /**
   * Writes all that was taken in: copies before what names them, and that before any cursor that
   * passes them.
   *
   * @param stored gets the copies that are stored, also if what follows fails
   * @throws EventLogException if that fails; then it is written the next time
   */
  void write(@Nullable Position routed, List<ParkedCopy> stored) {
    copies.store(unwritten, stored);
    if (unwritten.isEmpty()) {
      return;
    }
    log.flush();
    Map<String, Optional<String>> changes = new HashMap<>(unwritten);
    copies.beforeWriting(changes);
    store.write(changes);
    unwritten.clear();
    cursors.written(routed);
    copies.afterWriting();
  }
}
