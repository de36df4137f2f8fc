package dev.emitter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long to wait after failures in a row. */
@Tag("R2")
final class RetryPolicyTest {

  private static final int EMITTERS = 1_000;

  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(60));
  private final RandomGenerator random = new Random(7);

  @Test
  void doublesTheLongestWaitUpToTheLimit() {
    assertThat(policy.delay(1, null, () -> -1L)).isBetween(ofMillis(499), ofMillis(500));
    assertThat(policy.delay(2, null, () -> -1L)).isBetween(ofMillis(999), ofMillis(1_000));
    assertThat(policy.delay(8, null, () -> -1L)).isBetween(ofMillis(59_999), ofMillis(60_000));
    assertThat(policy.delay(Integer.MAX_VALUE, null, () -> -1L)).isLessThan(ofMillis(60_001));
  }

  @Test
  void waitsATenthAtLeast() {
    assertThat(policy.delay(1, null, () -> 0L)).isEqualTo(ofMillis(50));
    assertThat(policy.delay(100, null, () -> 0L)).isEqualTo(ofMillis(6_000));
  }

  @Test
  void neverComesBackBeforeTheReceiverAskedFor() {
    Duration asked = Duration.ofSeconds(30);
    for (int i = 1; i < 1_000; i++) {
      assertThat(policy.delay(1, asked, random)).isBetween(asked, asked.multipliedBy(2));
    }
  }

  @Test
  void stretchesALongWaitByTheLongestOfItsOwn() {
    Duration hour = Duration.ofHours(1);
    assertThat(policy.delay(1, hour, () -> -1L)).isBetween(hour, hour.plusSeconds(60));
    assertThat(policy.delay(1, Duration.ofSeconds(Long.MAX_VALUE), () -> 0L))
        .isEqualTo(Duration.ofDays(1));
  }

  /**
   * A thousand emitters of one event a second each, whose receivers are away for so many seconds:
   * in no second do those that come back, with all that has waited for them, and those that are
   * back make up more than three times what all of them send usually. With waits of nearly one
   * length it was seven times.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10, 20, 30, 45})
  void bringsEmittersBackOneByOne(int outage) {
    int[] load = new int[120];
    for (int i = 0; i < EMITTERS; i++) {
      double phase = random.nextDouble();
      double back = backAt(phase, outage);
      int waiting = (int) (back - phase) + 1;
      load[(int) (back - outage)] += waiting;
      for (double at = phase + waiting; at < outage + load.length; at++) {
        load[(int) (at - outage)]++;
      }
    }
    assertThat(load).satisfies(all -> assertThat(max(all)).isLessThan(3 * EMITTERS));
  }

  private double backAt(double firstAttempt, int outage) {
    double at = firstAttempt;
    for (int failures = 1; at < outage; failures++) {
      at += (double) policy.delay(failures, null, random).toNanos() / 1e9;
    }
    return at;
  }

  private static int max(int[] values) {
    int max = 0;
    for (int value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static Duration ofMillis(int millis) {
    return Duration.ofMillis(millis);
  }
}
