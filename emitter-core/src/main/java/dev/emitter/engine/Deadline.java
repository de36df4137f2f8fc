package dev.emitter.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a time that several steps share, by the time of the machine. Immutable. */
final class Deadline {

  private final long start = System.nanoTime();
  private final long nanos;

  private Deadline(long nanos) {
    this.nanos = nanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(Math.max(0, nanos(time)));
  }

  /** Returns how many nanoseconds are left; 0 once it has passed. */
  long left() {
    return Math.max(0, nanos - (System.nanoTime() - start));
  }

  /** Returns the duration in nanoseconds, or the longest there is. */
  static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}
