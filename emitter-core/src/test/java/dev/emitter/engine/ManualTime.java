package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that stands still until a test moves it. */
final class ManualTime implements TimeSource {

  private record Task(long at, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.parse("2026-01-01T00:00:00Z").plusNanos(nanoTime());
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  /** Passes by itself, as while something is under way; what is due by then is not run yet. */
  synchronized void pass(Duration by) {
    now += by.toNanos();
  }

  @Override
  public synchronized Cancellation schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(now + delay.toNanos(), order++, task);
    tasks.add(scheduled);
    return () -> cancel(scheduled);
  }

  private synchronized void cancel(Task task) {
    tasks.remove(task);
  }

  /** Moves time to the next task due by the end, and runs it, or to the end; returns whether. */
  boolean advanceToNext(long end) {
    Task task = next(end);
    if (task == null) {
      return false;
    }
    task.action().run();
    return true;
  }

  private synchronized @Nullable Task next(long end) {
    Task task = tasks.peek();
    if (task == null || task.at() > end) {
      now = end;
      return null;
    }
    tasks.remove();
    now = Math.max(now, task.at());
    return task;
  }

  @Override
  public void close() {}
}
