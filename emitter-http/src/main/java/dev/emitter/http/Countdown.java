package dev.emitter.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does something once a time is over, unless it was cancelled. It can be held, so that time which
 * passes for reasons of ours is not counted. Thread-safe: all state is guarded by this.
 */
final class Countdown {

  private final ScheduledExecutorService timer;
  private final Runnable action;
  private long leftNanos;
  private long startedAt;
  private @Nullable Future<?> alarm; // while it runs
  private boolean over;

  /** Creates one that stands still until it is told to go on. */
  Countdown(ScheduledExecutorService timer, Duration time, Runnable action) {
    this.timer = timer;
    this.action = action;
    this.leftNanos = time.toNanos();
  }

  /** Counts, or goes on counting. */
  synchronized void goOn() {
    if (!over && alarm == null) {
      startedAt = System.nanoTime();
      alarm = timer.schedule(this::end, leftNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void end() {
    synchronized (this) {
      if (over || alarm == null) { // held just now
        return;
      }
      over = true;
    }
    action.run();
  }

  /** Stands still. */
  synchronized void hold() {
    Future<?> running = alarm;
    if (running != null) {
      running.cancel(false);
      alarm = null;
      leftNanos = left();
    }
  }

  /** Returns how much is left. */
  synchronized long left() {
    long passed = alarm == null ? 0 : System.nanoTime() - startedAt;
    return Math.max(0, leftNanos - passed);
  }

  /** Ends without doing anything. */
  synchronized void cancel() {
    over = true;
    Future<?> running = alarm;
    if (running != null) {
      running.cancel(false);
    }
  }
}
