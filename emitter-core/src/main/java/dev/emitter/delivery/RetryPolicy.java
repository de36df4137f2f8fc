package dev.emitter.delivery;

import dev.emitter.definition.DeliverySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failures in a row: doubling from the first wait up to the longest, with
 * jitter of up to a quarter so that emitters do not retry in step; never less than the receiver
 * asked for, within a day. Immutable and thread-safe.
 *
 * @param initialDelay the wait after the first failure
 * @param maxDelay the longest wait of its own; a receiver may ask for more
 */
public record RetryPolicy(Duration initialDelay, Duration maxDelay) {

  private static final double JITTER = 0.25;

  /** What a receiver may ask for at most: it is a stranger, and its emitter must come back. */
  private static final Duration LONGEST_ASKED = Duration.ofDays(1);

  /** Returns the policy of these settings. */
  public static RetryPolicy of(DeliverySettings settings) {
    return new RetryPolicy(settings.initialDelay(), settings.maxDelay());
  }

  /**
   * Returns the wait before the next attempt.
   *
   * @param failures how many attempts have failed in a row, at least 1
   * @param asked the least wait that the receiver asked for, or null
   * @param random gives the jitter
   */
  public Duration delay(int failures, @Nullable Duration asked, RandomGenerator random) {
    double doubled = (double) initialDelay.toNanos() * Math.pow(2, Math.min(failures - 1, 62));
    double capped = Math.min(doubled, (double) maxDelay.toNanos());
    Duration own = Duration.ofNanos((long) (capped * (1 - JITTER * random.nextDouble())));
    if (asked == null || asked.compareTo(own) <= 0) {
      return own;
    }
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }
}
