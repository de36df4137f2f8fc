package dev.emitter.delivery;

import dev.emitter.definition.DeliverySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after failures in a row: a random part of a wait that doubles from the first up
 * to the longest, at least a tenth of it. Emitters that fail together so come back one by one, over
 * about as long as they were failing, and what waits for their receiver does not arrive at once. A
 * receiver that asks for a wait is never tried earlier; what it asks for is stretched at random, by
 * at most as much again and at most the longest wait, for the same reason. Immutable and
 * thread-safe.
 *
 * @param initialDelay the longest wait after the first failure
 * @param maxDelay the longest wait of its own; a receiver may ask for more
 */
public record RetryPolicy(Duration initialDelay, Duration maxDelay) {

  private static final double LEAST = 0.1;

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
   * @param asked the least wait that the receiver asked for, or null; more than a day counts as one
   * @param random chooses the part of the wait
   */
  public Duration delay(int failures, @Nullable Duration asked, RandomGenerator random) {
    double doubled = (double) initialDelay.toNanos() * Math.pow(2, Math.min(failures - 1, 62));
    double capped = Math.min(doubled, (double) maxDelay.toNanos());
    double part = random.nextDouble();
    Duration own = Duration.ofNanos((long) (capped * (LEAST + (1 - LEAST) * part)));
    if (asked == null) {
      return own;
    }
    Duration heard = asked.isNegative() ? Duration.ZERO : min(asked, LONGEST_ASKED);
    Duration stretch = Duration.ofNanos((long) ((double) min(heard, maxDelay).toNanos() * part));
    Duration stretched = min(heard.plus(stretch), LONGEST_ASKED);
    return stretched.compareTo(own) > 0 ? stretched : own;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
