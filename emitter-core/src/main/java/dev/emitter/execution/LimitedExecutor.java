package dev.emitter.execution;

import dev.emitter.problem.Loggers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Runs so many tasks at a time on the threads of another executor, so that one who has many leaves
 * threads to others; those beyond wait in order. Thread-safe.
 */
public final class LimitedExecutor implements Executor {

  private static final Logger LOG = Loggers.of(LimitedExecutor.class);

  private final Executor threads;
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /**
   * Creates an executor that runs nothing yet.
   *
   * @param most how many tasks run at a time
   */
  public LimitedExecutor(Executor threads, int most) {
    this.threads = threads;
    this.most = most;
  }

  /** Runs a task, at once or after those before it; throws what the other executor throws. */
  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      if (running == most) {
        waiting.add(task);
        return;
      }
      running++;
    }
    boolean started = false;
    try {
      threads.execute(() -> runAll(task));
      started = true;
    } finally {
      if (!started) {
        ended();
      }
    }
  }

  private void ended() {
    synchronized (waiting) {
      running--;
    }
  }

  private void runAll(Runnable first) {
    Runnable task = first;
    while (task != null) {
      try {
        task.run();
      } catch (Throwable e) { // one task must not take those down that wait for it
        LOG.error("a task of the library failed; this is a fault of the library", e);
      }
      task = next();
    }
  }

  private @Nullable Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      running -= next == null ? 1 : 0;
      return next;
    }
  }
}
