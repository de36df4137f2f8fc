package dev.emitter.log.disk;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes threads and waits for them to end. */
final class Threads {

  private Threads() {}

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Waits until a thread has ended, however often the caller is interrupted. */
  static void join(@Nullable Thread thread) {
    join(thread, System.nanoTime() + TimeUnit.DAYS.toNanos(1));
  }

  /** Waits until a thread has ended or the time has come, as {@link System#nanoTime} tells it. */
  static void join(@Nullable Thread thread, long deadline) {
    boolean interrupted = false;
    while (thread != null
        && thread.isAlive()
        && thread != Thread.currentThread()
        && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
