package dev.emitter.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver answers. Immutable.
 *
 * @param status the status of the first answers
 * @param delay how long it waits before these
 * @param retryAfter the seconds that it asks those to wait whom it refuses, or null
 * @param first how many answers that holds for; later ones are 200, at once
 */
record Answers(int status, Duration delay, @Nullable Integer retryAfter, int first) {

  static final int OK = 200;

  int statusOf(int number) {
    return number <= first ? status : OK;
  }

  Duration delayOf(int number) {
    return number <= first ? delay : Duration.ZERO;
  }
}
