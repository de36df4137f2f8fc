package dev.emitter.engine;

import dev.emitter.log.BlobStore;
import dev.emitter.log.EventLog;
import dev.emitter.log.Position;
import dev.emitter.log.StateStore;
import dev.emitter.problem.Loggers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What an earlier process has left in the store, as it is read at the start. What cannot be right
 * is corrected here, and to be corrected there. Not thread-safe.
 */
final class StoredState {

  private static final Logger LOG = Loggers.of(StoredState.class);

  private final EventLog log;
  private final StateStore store;
  private final BlobStore blobs;
  private final Instant now;
  private final Map<String, Optional<String>> corrections = new LinkedHashMap<>();
  private final Map<String, LaneCheckpoint> lanes = new HashMap<>();
  private final Map<String, List<Parked>> parked = new HashMap<>();
  private final @Nullable Position stored;
  private final Position routed;
  private boolean doubtful;

  /** Reads it. */
  StoredState(EventLog log, StateStore store, BlobStore blobs, Instant now) {
    this.log = log;
    this.store = store;
    this.blobs = blobs;
    this.now = now;
    String text = store.entries(StateKeys.ROUTED).get(StateKeys.ROUTED);
    this.stored = text == null ? null : log.position(text);
    Position end = log.end();
    Position before = stored == null ? end : stored;
    Map<String, LaneCheckpoint> read = readLanes();
    noteDoubts();
    Position furthest = before;
    for (LaneCheckpoint lane : read.values()) {
      Position named = lane.furthest();
      furthest = named != null && named.compareTo(furthest) > 0 ? named : furthest;
    }
    if (furthest.compareTo(end) > 0) {
      LOG.error("the log ends at {}, cursors at {}: events have been lost", end, furthest);
      log.advance(furthest); // or events with those positions would be taken for settled
    }
    read.forEach((id, lane) -> restore(id, lane, within(before), end));
    readParked();
    this.routed = within(before);
  }

  private Map<String, LaneCheckpoint> readLanes() {
    Map<String, LaneCheckpoint> read = new HashMap<>();
    store
        .entries(StateKeys.BEGINNING)
        .forEach(
            (key, value) -> {
              Position at = readPosition(key, value);
              if (at != null) {
                read.put(key.substring(StateKeys.BEGINNING.length()), LaneCheckpoint.beginning(at));
              }
            });
    store
        .entries(StateKeys.EMITTER)
        .forEach(
            (key, value) -> {
              LaneCheckpoint lane = readLane(key, value);
              if (lane != null) {
                read.put(key.substring(StateKeys.EMITTER.length()), lane);
              }
            });
    return read;
  }

  private @Nullable Position readPosition(String key, String value) {
    try {
      return log.position(value);
    } catch (IllegalArgumentException e) {
      removeUnreadable(key, e);
      return null;
    }
  }

  private @Nullable LaneCheckpoint readLane(String key, String value) {
    try {
      return LaneCheckpoint.read(value, log, now);
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
  private void noteDoubts() {
    boolean lost = stored == null && log.start().compareTo(log.end()) < 0;
    String before = store.entries(StateStore.DOUBTFUL).get(StateStore.DOUBTFUL);
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

  private void restore(String id, LaneCheckpoint read, Position routedBefore, Position end) {
    Position at = read.at() == null ? routedBefore : within(read.at());
    LaneCheckpoint record = read.upTo(end).at(at);
    lanes.put(id, record);
    if (!record.equals(read)) {
      corrections.put(StateKeys.EMITTER + id, Optional.of(record.write()));
    }
  }

  /** Returns the position, or the end of a log that could not be advanced to it. */
  private Position within(Position position) {
    return position.compareTo(log.end()) <= 0 ? position : log.end();
  }

  private void readParked() {
    Set<String> copies = new HashSet<>();
    store.entries(StateKeys.PARKED).forEach((key, value) -> readParked(key, value, copies));
    parked.values().forEach(events -> events.sort(Parked.OLDEST_FIRST));
    if (!doubtful) { // or a person may look for what the lost entries named
      blobs.retain(copies);
    }
  }

  private void readParked(String key, String value, Set<String> copies) {
    String copy = ParkedRecord.copyOf(value);
    if (copy != null) {
      copies.add(copy);
    }
    try {
      Parked one = ParkedRecord.read(value, log, blobs);
      parked.computeIfAbsent(one.event().emitterId(), id -> new ArrayList<>()).add(one);
    } catch (IllegalArgumentException e) {
      LOG.error("state entry {} cannot be read and is passed over: {}", key, e.getMessage());
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

  /** Returns what is known of emitters, by id; each has a cursor. */
  Map<String, LaneCheckpoint> lanes() {
    return lanes;
  }

  /** Returns what is set aside, the oldest first, by the id of the emitter. */
  Map<String, List<Parked>> parked() {
    return parked;
  }

  /** Returns what has to be stored since it was found wrong, by key. */
  Map<String, Optional<String>> corrections() {
    return corrections;
  }

  /** Returns whether an emitter may have been at work of which nothing is known. */
  boolean isDoubtful() {
    return doubtful;
  }
}
