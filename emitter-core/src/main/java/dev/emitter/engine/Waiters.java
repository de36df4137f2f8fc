package dev.emitter.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets threads wait for a condition that others make true; costs nothing while nobody waits. The
 * condition is looked at without a lock of this object, so that it may take any other.
 */
final class Waiters {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private long changes;

  /** Something changed: those who wait look again. */
  void signal() {
    if (waiting.get() > 0) {
      lock.lock();
      try {
        changes++;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits until the condition holds; returns whether it did within the time. */
  boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
    waiting.incrementAndGet();
    try {
      long left = nanos;
      long seen = changes();
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = awaitChange(seen, left);
        seen = changes();
      }
      return true;
    } finally {
      waiting.decrementAndGet();
    }
  }

  private long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Returns what is left of the time once something has changed since, or nothing is left. */
  private long awaitChange(long seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (changes == seen && left > 0) {
        left = changed.awaitNanos(left);
      }
      return left;
    } finally {
      lock.unlock();
    }
  }
}
