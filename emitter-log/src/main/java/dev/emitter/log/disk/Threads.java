package dev.emitter.log.disk;

import org.jspecify.annotations.Nullable;

/** Waits for threads to end. */
final class Threads {

  private Threads() {}

  /** Waits until a thread has ended, however often the caller is interrupted. */
  static void join(@Nullable Thread thread) {
    boolean interrupted = false;
    while (thread != null && thread.isAlive() && thread != Thread.currentThread()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
