package dev.emitter.testkit;

import dev.emitter.delivery.TimeSource.Cancellation;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Tasks by the moment they are due, and the moment it is. Thread-safe. */
final class Schedule {

  private record Task(long at, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long now;
  private long order;

  synchronized long now() {
    return now;
  }

  synchronized Cancellation add(long delay, Runnable action) {
    Task task = new Task(Math.addExact(now, Math.max(0, delay)), order++, action);
    tasks.add(task);
    return () -> remove(task);
  }

  private synchronized void remove(Task task) {
    tasks.remove(task);
  }

  synchronized void clear() {
    tasks.clear();
  }

  /**
   * Moves time to the first task due by the end and runs it, or moves time to the end; returns
   * whether there was a task.
   */
  boolean runNext(long end) {
    Task task = next(end);
    if (task != null) {
      task.action().run();
    }
    return task != null;
  }

  private synchronized @Nullable Task next(long end) {
    Task task = tasks.peek();
    if (task == null || task.at() > end) {
      now = Math.max(now, end);
      return null;
    }
    tasks.remove();
    now = Math.max(now, task.at());
    return task;
  }
}
