package dev.emitter.log.disk;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The newest events as objects, for emitters that keep up: they never read the disk. Bounded by
 * number and bytes. Thread-safe.
 */
final class RecentEvents {

  private static final int MOST = 1 << 13;
  private static final int OVERHEAD = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable LoggedEvent[] slots = new LoggedEvent[MOST];
  private final long[] weights = new long[MOST];
  private final long mostBytes;
  private long first;
  private long next;
  private long weight;

  /** Creates it empty; the next event has the position. */
  RecentEvents(long mostBytes, long next) {
    this.mostBytes = mostBytes;
    this.first = next;
    this.next = next;
  }

  /** Adds the newest events. Where positions leave a gap, it begins anew behind it. */
  void add(List<LoggedEvent> events, List<PendingAppend> appends) {
    lock.lock();
    try {
      for (int i = 0; i < events.size(); i++) {
        add(events.get(i), appends.get(i).size() + OVERHEAD);
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(LoggedEvent event, long size) {
    long position = SequencePosition.of(event.position());
    if (position != next) {
      clear();
      first = position;
      next = position;
    }
    while (next > first && (next - first == MOST || weight + size > mostBytes)) {
      weight -= weights[slot(first)];
      slots[slot(first)] = null;
      first++;
    }
    slots[slot(next)] = event;
    weights[slot(next)] = size;
    weight += size;
    next++;
  }

  private void clear() {
    Arrays.fill(slots, null);
    weight = 0;
  }

  /** Returns the events from a position on, or null if not all of them are here. */
  @Nullable List<LoggedEvent> from(long position, int max) {
    lock.lock();
    try {
      if (position < first) {
        return null;
      }
      long to = Math.min(next, position + max);
      List<LoggedEvent> events = new ArrayList<>((int) Math.max(0, to - position));
      for (long i = position; i < to; i++) {
        LoggedEvent event = slots[slot(i)];
        if (event != null) {
          events.add(event);
        }
      }
      return events;
    } finally {
      lock.unlock();
    }
  }

  private static int slot(long position) {
    return (int) (position % MOST);
  }
}
