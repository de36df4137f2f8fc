package dev.emitter.log.disk;

import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import java.util.concurrent.CompletableFuture;

/** Waits, however often the caller is interrupted. */
final class Workers {

  private Workers() {}

  private interface Waiting {
    boolean await() throws InterruptedException;
  }

  /** Waits until a worker has ended or the time is over; not in a step of that worker. */
  static void join(Worker worker, long nanos) {
    if (!worker.isCurrent()) {
      boolean unused = uninterrupted(() -> worker.join(nanos));
    }
  }

  /** Waits for an answer; returns whether it has come within the time. */
  static boolean await(Execution execution, CompletableFuture<?> answer, long nanos) {
    return uninterrupted(() -> execution.await(answer, nanos));
  }

  private static boolean uninterrupted(Waiting waiting) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
