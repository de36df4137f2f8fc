package dev.emitter.execution;

import dev.emitter.problem.Loggers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Runs tasks on as many threads as there are tasks, up to a bound; beyond it they wait in order.
 * Threads that have nothing to do end. Thread-safe.
 */
final class BoundedExecutor implements TaskExecutor {

  private static final Logger LOG = Loggers.of(BoundedExecutor.class);

  private final int bound;
  private final ExecutorService threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;
  private int unoccupied;

  BoundedExecutor(String name, int bound) {
    this.bound = bound;
    this.threads = Executors.newCachedThreadPool(Threads.daemons(name));
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      if (running == bound || waiting.size() < unoccupied) {
        waiting.add(task);
        return;
      }
      running++;
    }
    try {
      threads.execute(() -> runUntilIdle(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("closing: a task is not run any more", e);
    } catch (Throwable e) { // no further thread can be had
      withoutThread(task, e);
    }
  }

  /** Leaves the task to the threads that run; without any, whoever asked must ask again. */
  private void withoutThread(Runnable task, Throwable cause) {
    synchronized (waiting) {
      running--;
      if (running == 0) {
        throw new RejectedExecutionException("no thread can be started", cause);
      }
      waiting.add(task);
    }
  }

  private void runUntilIdle(Runnable first) {
    Runnable task = first;
    while (task != null) {
      runSafely(task);
      task = nextOrStop();
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) { // a task must never take its thread's other tasks down
      LOG.error("a task of the library failed; this is a fault of the library", e);
    }
  }

  private @Nullable Runnable nextOrStop() {
    Runnable next = takeOrBecomeUnoccupied();
    for (int i = 0; i < Threads.YIELDS && next == null; i++) {
      Threads.letOthersRun();
      next = take();
    }
    return next == null ? takeOrStop() : next;
  }

  /** A thread counts as unoccupied only while it takes what is added next. */
  private @Nullable Runnable takeOrBecomeUnoccupied() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      unoccupied += next == null ? 1 : 0;
      return next;
    }
  }

  private @Nullable Runnable take() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      unoccupied -= next == null ? 0 : 1;
      return next;
    }
  }

  private @Nullable Runnable takeOrStop() {
    synchronized (waiting) {
      Runnable last = waiting.poll();
      unoccupied--;
      running -= last == null ? 1 : 0;
      return last;
    }
  }

  @Override
  public void terminate(long nanos) throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
      threads.shutdownNow();
    }
  }
}
