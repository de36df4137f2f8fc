package dev.emitter.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many through at a time; the others wait, without a thread. Those who have none through go
 * first, one after the other, and a part of the room may be left to them: so nobody keeps the
 * others out by asking often, unless each of many holds one for long. Thread-safe: all state is
 * guarded by this, and nobody is called with the lock held.
 */
final class Gate {

  private final int most;
  private final int mostOfBusy;
  private final String words;
  private final Runnable reached;
  private final Map<Object, Asker> askers = new HashMap<>();
  private final Set<Asker> idle = new LinkedHashSet<>(); // wait, and have none through
  private final Set<Asker> busy = new LinkedHashSet<>(); // wait, and have some through
  private int through;

  /** One of those who share the room: how many it has through, and what waits. */
  private static final class Asker {
    private final Object key;
    private final Deque<Passage> waiting = new ArrayDeque<>();
    private int through;

    Asker(Object key) {
      this.key = key;
    }
  }

  /**
   * Creates a gate.
   *
   * @param most how many it lets through at a time
   * @param leftToOthers how many of these are for those alone who have none through
   * @param words what is waited for, for a person
   * @param reached runs each time that somebody has to wait; on any thread, with the lock held
   */
  Gate(int most, int leftToOthers, String words, Runnable reached) {
    this.most = most;
    this.mostOfBusy = most - leftToOthers;
    this.words = words;
    this.reached = reached;
  }

  /** Returns how many are through. */
  synchronized int through() {
    return through;
  }

  /** Returns what is waited for, for a person. */
  String words() {
    return words;
  }

  /**
   * Lets a passage through, or lets it wait; then it is told by {@link Passage#passed}.
   *
   * @return whether it is through now
   */
  synchronized boolean enter(Object key, Passage passage) {
    Asker asker = askers.computeIfAbsent(key, Asker::new);
    boolean free =
        asker.waiting.isEmpty()
            && idle.isEmpty()
            && (asker.through == 0 ? through < most : busy.isEmpty() && through < mostOfBusy);
    if (free) {
      asker.through++;
      through++;
      return true;
    }
    reached.run();
    asker.waiting.add(passage);
    (asker.through == 0 ? idle : busy).add(asker);
    return false;
  }

  /** Forgets a passage that waits, if it does. */
  void cancel(Object key, Passage passage) {
    List<Passage> next;
    synchronized (this) {
      Asker asker = askers.get(key);
      if (asker == null || !asker.waiting.remove(passage)) {
        return;
      }
      settle(asker);
      next = next(); // it may have stood before others
    }
    next.forEach(Passage::passed);
  }

  /** Notes that one is done that was let through, and lets the next ones through. */
  void leave(Object key) {
    List<Passage> next;
    synchronized (this) {
      Asker asker = askers.get(key);
      if (asker == null) {
        throw new IllegalStateException("nobody is through: " + words);
      }
      asker.through--;
      through--;
      settle(asker);
      next = next();
    }
    next.forEach(Passage::passed);
  }

  /** Puts an asker where it belongs; last among its like if it was elsewhere. */
  private void settle(Asker asker) {
    if (asker.waiting.isEmpty()) {
      idle.remove(asker);
      busy.remove(asker);
      if (asker.through == 0) {
        askers.remove(asker.key);
      }
    } else if (asker.through == 0) {
      busy.remove(asker);
      idle.add(asker);
    } else {
      idle.remove(asker);
      busy.add(asker);
    }
  }

  private List<Passage> next() {
    List<Passage> next = new ArrayList<>(1);
    for (Passage one = nextOne(); one != null; one = nextOne()) {
      next.add(one);
    }
    return next;
  }

  private @Nullable Passage nextOne() {
    Set<Asker> from = through < most && !idle.isEmpty() ? idle : busy;
    if (from.isEmpty() || through >= (from == idle ? most : mostOfBusy)) {
      return null;
    }
    Iterator<Asker> first = from.iterator();
    Asker asker = first.next();
    first.remove();
    Passage passage = asker.waiting.remove();
    asker.through++;
    through++;
    settle(asker);
    return passage;
  }
}
