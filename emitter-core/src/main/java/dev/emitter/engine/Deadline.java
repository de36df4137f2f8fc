package dev.emitter.engine;

import dev.emitter.execution.Execution;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a time that several steps share. Immutable. */
final class Deadline {

  private final Execution execution;
  private final long start;
  private final long nanos;

  private Deadline(Execution execution, long nanos) {
    this.execution = execution;
    this.start = execution.nanoTime();
    this.nanos = nanos;
  }

  static Deadline in(Execution execution, Duration time) {
    return new Deadline(execution, Math.max(0, nanos(time)));
  }

  /** Returns how many nanoseconds are left; 0 once it has passed. */
  long left() {
    return Math.max(0, nanos - (execution.nanoTime() - start));
  }

  /** Returns the duration in nanoseconds, or the longest there is. */
  static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}
