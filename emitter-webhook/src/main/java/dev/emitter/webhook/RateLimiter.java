package dev.emitter.webhook;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Spreads requests evenly, so that there are no more than allowed in any second. Thread-safe. */
final class RateLimiter {

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private double perSecond;
  private long next = Long.MIN_VALUE;

  /**
   * Creates a limiter.
   *
   * @param perSecond the most requests a second, or null for any number
   */
  RateLimiter(@Nullable Double perSecond) {
    this.perSecond = perSecond == null ? Double.POSITIVE_INFINITY : perSecond;
  }

  /** Allows no more than this, if it was more. */
  synchronized void lower(double most) {
    perSecond = Math.min(perSecond, most);
  }

  /** Reserves the next turn and returns how long to wait for it. */
  synchronized Duration reserve(long now) {
    if (Double.isInfinite(perSecond)) {
      return Duration.ZERO;
    }
    long turn = next == Long.MIN_VALUE || next - now < 0 ? now : next;
    next = turn + (long) (NANOS / perSecond);
    return Duration.ofNanos(turn - now);
  }
}
