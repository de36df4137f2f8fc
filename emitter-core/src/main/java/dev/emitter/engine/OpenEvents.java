package dev.emitter.engine;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The events of a backlog that are not settled, in log order. Thousands may be settled behind one
 * that fails, and whoever looks for what may go next must not pass them all each time; so each
 * event names its neighbours here. Owned by the loop.
 */
final class OpenEvents implements Iterable<Pending> {

  private @Nullable Pending first;
  private @Nullable Pending last;

  /** Returns the oldest event, or null if there is none. */
  @Nullable Pending first() {
    return first;
  }

  /** Adds an event behind all others. */
  void add(Pending entry) {
    entry.previous(last);
    entry.next(null);
    if (last == null) {
      first = entry;
    } else {
      last.next(entry);
    }
    last = entry;
  }

  /** Removes an event that is here. */
  void remove(Pending entry) {
    Pending before = entry.previous();
    Pending after = entry.next();
    if (before == null) {
      first = after;
    } else {
      before.next(after);
    }
    if (after == null) {
      last = before;
    } else {
      after.previous(before);
    }
    entry.previous(null);
    entry.next(null);
  }

  @Override
  public Iterator<Pending> iterator() {
    return new Iterator<>() {

      private @Nullable Pending upcoming = first;

      @Override
      public boolean hasNext() {
        return upcoming != null;
      }

      @Override
      public Pending next() {
        Pending current = upcoming;
        if (current == null) {
          throw new NoSuchElementException();
        }
        upcoming = current.next();
        return current;
      }
    };
  }
}
