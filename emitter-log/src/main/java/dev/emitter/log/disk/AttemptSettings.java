package dev.emitter.log.disk;

import java.time.Clock;
import java.time.Duration;

/**
 * How the delivery log is configured.
 *
 * @param clock tells the age of what is kept
 * @param keptFor how long it is kept
 * @param maxBytes how many bytes its files take at most
 */
record AttemptSettings(Clock clock, Duration keptFor, long maxBytes) {

  static final Duration KEPT_FOR = Duration.ofDays(7);
  static final long MAX_BYTES = 256L << 20;
  private static final long LEAST_BYTES = 64L << 10;

  /** Checks the bounds. */
  AttemptSettings {
    if (keptFor.isNegative() || keptFor.isZero()) {
      throw new IllegalArgumentException(
          "attemptsKeptFor = " + keptFor + ": must be positive, such as PT168H");
    }
    if (maxBytes < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "attemptsMaxBytes = " + maxBytes + ": must be at least 65536 (64 KiB)");
    }
  }

  /** Returns how many bytes the files of a series take at most. */
  long maxBytes(AttemptSeries series) {
    return series.maxBytes(maxBytes);
  }

  /** Returns how large a file becomes: what goes at once. */
  long fileBytes(AttemptSeries series) {
    return Math.min(16L << 20, maxBytes(series) / 8);
  }

  /** Returns for how long a file is written to. */
  Duration fileAge() {
    return keptFor.dividedBy(8);
  }
}
