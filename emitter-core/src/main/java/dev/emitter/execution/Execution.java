package dev.emitter.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

/**
 * Runs the library's tasks, and lets callers wait for them: on threads, unless a simulation goes
 * through them one at a time. Whatever in the engine and the log waits, or runs beside its caller,
 * does so through this. Internal. Thread-safe.
 */
public interface Execution {

  /** Returns the execution on threads of the JVM. */
  static Execution onThreads() {
    return ThreadExecution.INSTANCE;
  }

  /** Returns the time that waits and pauses go by, as {@link System#nanoTime} does. */
  long nanoTime();

  /** Returns a worker that has not started yet. */
  Worker worker(String name, Worker.Step step);

  /**
   * Returns what runs tasks beside each other.
   *
   * @param most how many run at a time; beyond it they wait in order
   */
  TaskExecutor executor(String name, int most);

  /** Returns what runs short tasks that are the application's, as many at a time as makes sense. */
  Executor shared();

  /** Runs a task beside all others. */
  void start(String name, Runnable task);

  /** Returns a lock that a task may hold while it waits. */
  Lock lock();

  /**
   * Waits for an answer, also when interrupted.
   *
   * @throws java.util.concurrent.CompletionException if it is a failure
   */
  <T> T join(CompletableFuture<T> answer);

  /** Waits for an answer, whatever it is; returns whether it has come within the time. */
  boolean await(CompletableFuture<?> answer, long nanos) throws InterruptedException;

  /** Something to wait for, no longer than some nanoseconds; returns whether it came to be. */
  @FunctionalInterface
  interface Waiting {
    boolean await(long nanos) throws InterruptedException;
  }

  /**
   * Waits, however often the caller is interrupted, who stays so afterwards; returns whether what
   * was waited for came to be within the time.
   */
  default boolean awaitUninterruptibly(Waiting waiting, long nanos) {
    long start = nanoTime();
    long left = nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return waiting.await(left);
        } catch (InterruptedException e) {
          interrupted = true;
          left = Math.max(0, nanos - (nanoTime() - start));
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for an answer, whatever it is, also when interrupted; returns whether it has come. */
  default boolean awaitUninterruptibly(CompletableFuture<?> answer, long nanos) {
    return awaitUninterruptibly(left -> await(answer, left), nanos);
  }

  /** Waits until a worker has ended or the time is over, unless the caller is in its step. */
  default void joinUninterruptibly(Worker worker, long nanos) {
    if (!worker.isCurrent()) {
      boolean unused = awaitUninterruptibly(worker::join, nanos);
    }
  }
}
