package dev.emitter.engine;

import dev.emitter.log.Position;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The selected events from the oldest that is not settled on, in log order, those settled behind it
 * included, and the memory that they take. Owned by the loop.
 */
final class PendingQueue implements Iterable<Pending> {

  private static final Deque<Pending> NONE = new ArrayDeque<>(0);

  private final HeldBytes held;
  private final OpenEvents open = new OpenEvents();
  private Deque<Pending> entries = NONE;
  private int settledAhead;

  PendingQueue(QueueBudget budget) {
    this.held = new HeldBytes(budget);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns how many events are here, settled or not. */
  int size() {
    return entries.size();
  }

  /** Returns how many events are settled behind one that is not. */
  int settledAhead() {
    return settledAhead;
  }

  /** Returns the first event, or null if there is none here. */
  @Nullable Pending first() {
    return entries.peekFirst();
  }

  /** Returns all events, settled or not, in log order. */
  @Override
  public Iterator<Pending> iterator() {
    return entries.iterator();
  }

  /** Returns the events that are not settled. */
  OpenEvents open() {
    return open;
  }

  /** Returns the bytes of events that are held here, or by others who belong to the emitter. */
  HeldBytes held() {
    return held;
  }

  /** Adds an event behind all others; it may be settled. */
  void add(Pending entry) {
    if (entries == NONE) {
      entries = new ArrayDeque<>(4);
    }
    entries.addLast(entry);
    entry.queued(true);
    if (entry.stage() == Pending.Stage.SETTLED) {
      held.letGo(entry);
      settledAhead++;
    } else {
      held.hold(entry);
      open.add(entry);
    }
  }

  /** Notes that an event, which may not be here any more, is settled. */
  void settle(Pending entry) {
    if (entry.isQueued() && entry.stage() != Pending.Stage.SETTLED) {
      settledAhead++;
      open.remove(entry);
    }
    entry.stage(Pending.Stage.SETTLED);
  }

  /** Lets go of those of some events that are settled; what waits before them may wait for long. */
  void letGoOfSettled(List<Pending> some) {
    for (Pending entry : some) {
      if (entry.stage() == Pending.Stage.SETTLED) {
        held.letGo(entry);
      }
    }
  }

  /** Removes the settled events at the head; returns the position of the last, or null for none. */
  @Nullable Position removeSettled() {
    Position removed = null;
    Pending head = entries.peekFirst();
    while (head != null && head.stage() == Pending.Stage.SETTLED) {
      removed = head.position();
      held.letGo(entries.removeFirst());
      settledAhead--;
      head = entries.peekFirst();
    }
    if (entries.isEmpty()) {
      entries = NONE;
    }
    return removed;
  }

  /** Removes all events, which are held still, and returns them in log order. */
  Iterable<Pending> removeAll() {
    Deque<Pending> all = entries;
    entries = NONE;
    settledAhead = 0;
    for (Pending entry : all) {
      entry.queued(false);
      if (entry.stage() != Pending.Stage.SETTLED) {
        open.remove(entry);
      }
    }
    return all;
  }
}
