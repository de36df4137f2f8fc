package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The events of a log in memory, within its bounds, behind the one lock that guards them. It calls
 * nobody. Thread-safe.
 */
final class BoundedEvents {

  private final int maxEvents;
  private final long maxBytes;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final EventRing ring = new EventRing();
  private boolean closed;

  BoundedEvents(int maxEvents, long maxBytes, Clock clock) {
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.clock = clock;
  }

  /**
   * Adds an event and returns its position, or null if there is no room.
   *
   * @throws IllegalStateException after close
   */
  @Nullable Position addIfRoom(Topic topic, EncodedEvent event) {
    lock.lock();
    try {
      requireOpen();
      return hasRoom(event) ? add(topic, event) : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds an event once there is room and returns its position, or null if there was none in time.
   *
   * @throws IllegalStateException after close, also while it waits
   */
  @Nullable Position addWhenRoom(Topic topic, EncodedEvent event, Duration limit)
      throws InterruptedException {
    lock.lock();
    try {
      long nanos = limit.toNanos();
      while (nanos > 0) {
        requireOpen();
        if (hasRoom(event)) {
          return add(topic, event);
        }
        nanos = room.awaitNanos(nanos);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the log is closed; the event was not published");
    }
  }

  /** An event larger than the bound alone is accepted into an empty log, or it never could be. */
  private boolean hasRoom(EncodedEvent event) {
    return ring.size() == 0
        || (ring.size() < maxEvents && ring.weight() + event.weight() <= maxBytes);
  }

  /** Returns whether more than three quarters are full. */
  boolean isNearlyFull() {
    lock.lock();
    try {
      return ring.size() * 4 > maxEvents * 3L || ring.weight() > maxBytes / 4 * 3;
    } finally {
      lock.unlock();
    }
  }

  private Position add(Topic topic, EncodedEvent event) {
    Position position = new SequencePosition(ring.next());
    ring.add(new LoggedEvent(position, topic, event, clock.instant()));
    return position;
  }

  /** Returns the oldest event, or null if there is none. */
  @Nullable LoggedEvent oldest() {
    lock.lock();
    try {
      return ring.size() == 0 ? null : ring.get(ring.first());
    } finally {
      lock.unlock();
    }
  }

  /** Returns up to so many events after the position, in order. */
  List<LoggedEvent> after(Position position, int max) {
    lock.lock();
    try {
      return ring.after(SequencePosition.of(position), max);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the position before the oldest event. */
  Position start() {
    lock.lock();
    try {
      return new SequencePosition(ring.first() - 1);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the position of the newest event. */
  Position end() {
    lock.lock();
    try {
      return new SequencePosition(ring.next() - 1);
    } finally {
      lock.unlock();
    }
  }

  /** Returns the position before the first event of that time or later. */
  Position positionBefore(Instant time) {
    lock.lock();
    try {
      long sequence = ring.first();
      while (sequence < ring.next() && ring.get(sequence).publishedAt().isBefore(time)) {
        sequence++;
      }
      return new SequencePosition(sequence - 1);
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many events follow the position. */
  long countAfter(Position position) {
    lock.lock();
    try {
      return ring.next() - Math.max(SequencePosition.of(position) + 1, ring.first());
    } finally {
      lock.unlock();
    }
  }

  /** Removes the events up to and including the position. */
  void removeUpTo(Position position) {
    lock.lock();
    try {
      long last = Math.min(SequencePosition.of(position), ring.next() - 1);
      if (ring.first() <= last) {
        while (ring.first() <= last) {
          ring.removeFirst();
        }
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more events; whoever waits for room is told so. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns how full it is, for a message. */
  String describe() {
    lock.lock();
    try {
      return ring.size()
          + " events (maxEvents = "
          + maxEvents
          + "), "
          + ring.weight()
          + " bytes (maxBytes = "
          + maxBytes
          + ")";
    } finally {
      lock.unlock();
    }
  }
}
