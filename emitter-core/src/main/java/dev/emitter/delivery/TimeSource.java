package dev.emitter.delivery;

import java.time.Clock;
import java.time.Duration;

/**
 * The time that the library goes by: the time of day, and waiting, which is monotonic. Tests and
 * simulations supply their own. Implementations are thread-safe.
 */
public interface TimeSource extends AutoCloseable {

  /** Returns the clock for the time of day. */
  Clock clock();

  /** Returns nanoseconds since some fixed moment; never goes back. */
  long nanoTime();

  /** Runs the task once after the delay, on some thread; the task must be short. */
  Cancellation schedule(Duration delay, Runnable task);

  /** Stops running tasks. */
  @Override
  void close();

  /** Takes back a scheduled task. */
  @FunctionalInterface
  interface Cancellation {

    /** Takes the task back if it has not begun. */
    void cancel();
  }
}
