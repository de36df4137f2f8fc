package dev.emitter.engine;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events that an emitter has selected and not settled, and how far it has read and settled the
 * log. Guarded by its lane.
 */
final class Backlog {

  private static final Deque<Pending> NONE = new ArrayDeque<>(0);

  private Deque<Pending> pending = NONE;
  private Map<Position, Pending> earlier = Collections.emptyMap();
  private Position readTo;
  private Position settledTo;
  private @Nullable Position countedTo;

  Backlog(Position start) {
    this.readTo = start;
    this.settledTo = start;
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  int size() {
    return pending.size();
  }

  Iterator<Pending> iterator() {
    return pending.iterator();
  }

  /** Returns the position of the last event looked at. */
  Position readTo() {
    return readTo;
  }

  /** Returns the position up to which every event is settled. */
  Position settledTo() {
    return pending.isEmpty() ? readTo : settledTo;
  }

  /** Skips what was not for this emitter: everything up to the position. */
  void skipTo(Position position) {
    if (position.compareTo(readTo) > 0) {
      readTo = position;
    }
  }

  /** Takes a look at the event: from now on it counts as read. */
  void read(LoggedEvent event, boolean selected) {
    Pending before = earlier.isEmpty() ? null : earlier.remove(event.position());
    if (selected) {
      add(event, before);
    }
    readTo = event.position();
  }

  /** What was settled before stays here as settled, or going back once more would repeat it. */
  private void add(LoggedEvent event, @Nullable Pending before) {
    if (pending == NONE) {
      pending = new ArrayDeque<>(4);
    }
    if (pending.isEmpty()) {
      settledTo = readTo;
    }
    Pending added = new Pending(event);
    if (before != null) {
      added.resume(before);
    }
    pending.addLast(added);
  }

  /** Removes the settled events at the head. */
  void removeSettled() {
    Pending head = pending.peekFirst();
    while (head != null && head.stage() == Pending.Stage.SETTLED) {
      settledTo = head.position();
      pending.removeFirst();
      head = pending.peekFirst();
    }
    if (pending.isEmpty()) {
      pending = NONE;
    }
  }

  /**
   * Goes back to the first event that is not settled, to read the log again from there. What was
   * settled beyond it, is in flight, or has failed before is remembered until it is read again.
   */
  void rewind() {
    removeSettled();
    for (Pending entry : pending) {
      if (entry.stage() != Pending.Stage.WAITING || entry.attempts() > 0) {
        if (earlier.isEmpty()) {
          earlier = new HashMap<>();
        }
        earlier.put(entry.position(), entry);
      }
    }
    readTo = settledTo();
    pending = NONE;
  }

  /** Returns true once for each event, however often it is read. */
  boolean countsNow(Position position) {
    if (countedTo != null && position.compareTo(countedTo) <= 0) {
      return false;
    }
    countedTo = position;
    return true;
  }

  /** Returns whether an event here has failed at least once. */
  boolean hasFailed() {
    for (Pending entry : pending) {
      if (entry.attempts() > 0 && entry.stage() != Pending.Stage.SETTLED) {
        return true;
      }
    }
    return false;
  }
}
