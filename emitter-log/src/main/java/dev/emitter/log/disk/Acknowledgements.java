package dev.emitter.log.disk;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes what publishers wait for on threads of its own: what they do then must not hold up the
 * committer, even if it publishes and waits. Thread-safe.
 */
final class Acknowledgements {

  private static final int GRACE_SECONDS = 10;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> daemon("emitter-log-answers", task));

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void run(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread is to be had
      task.run();
    }
  }

  /** Waits a while for what is being answered. */
  void close() {
    threads.shutdown();
    if (Thread.currentThread().getName().equals("emitter-log-answers")) {
      return;
    }
    boolean interrupted = false;
    try {
      if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
