package dev.emitter.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets threads wait for a condition that others make true; costs nothing while nobody waits. */
final class Waiters {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private int changes;

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
    long left = nanos;
    int seen = enter();
    try {
      while (!condition.getAsBoolean()) {
        if (left <= 0) {
          return false;
        }
        left = awaitChange(seen, left);
        seen = seen();
      }
      return true;
    } finally {
      waiting.decrementAndGet();
    }
  }

  private int enter() {
    waiting.incrementAndGet();
    return seen();
  }

  private int seen() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  private long awaitChange(int seen, long nanos) throws InterruptedException {
    lock.lock();
    try {
      return changes == seen ? changed.awaitNanos(nanos) : nanos;
    } finally {
      lock.unlock();
    }
  }
}
