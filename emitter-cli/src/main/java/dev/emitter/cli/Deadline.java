package dev.emitter.cli;

import java.time.Duration;

/**
 * A point of the monotonic clock. It lies some time ahead, however long: times are told by their
 * difference, which survives an overflow of the clock. Immutable.
 */
final class Deadline {

  /** The longest time that can be waited for: 292 years. */
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final long started;
  private final long nanos;

  Deadline(long started, long nanos) {
    this.started = started;
    this.nanos = nanos;
  }

  /** Returns the one that lies this far from now. */
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime(), nanos(time));
  }

  /** Returns the nanoseconds of a time, or the most there can be. */
  static long nanos(Duration time) {
    return time.compareTo(LONGEST) < 0 ? time.toNanos() : Long.MAX_VALUE;
  }

  boolean isOver() {
    return left().isZero();
  }

  /** Returns how long it is until then; zero when it is over. */
  Duration left() {
    return left(System.nanoTime());
  }

  /** Returns how long it is until then from a time of the monotonic clock. */
  Duration left(long nanoTime) {
    return Duration.ofNanos(Math.max(0, nanos - (nanoTime - started)));
  }
}
