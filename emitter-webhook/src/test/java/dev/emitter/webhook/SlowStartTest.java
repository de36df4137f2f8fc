package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an emitter sends to a receiver that has just recovered. */
@Tag("R2")
final class SlowStartTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SlowStart start = new SlowStart();

  @Test
  void neitherWaitsBeforeAFailureNorWhileThereAreFailures() {
    assertThat(start.reserve(5)).isZero();
    start.ended(false, 10);
    assertThat(start.reserve(10)).isZero();
    start.ended(true, 20);
    assertThat(start.reserve(20)).isZero();
  }

  @Test
  void doublesEachSecondForTenSecondsAtMost() {
    start.ended(true, -60 * SECOND);
    start.ended(true, -30 * SECOND);
    start.ended(false, 0);

    int[] requests = new int[11];
    long now = 0;
    while (now < 10 * SECOND) {
      now += start.reserve(now).toNanos();
      requests[(int) (now / SECOND)]++;
    }

    assertThat(requests[0]).isBetween(1, 3);
    assertThat(requests[1]).isBetween(4, 6);
    assertThat(requests[2]).isBetween(9, 13);
    assertThat(requests[5]).isBetween(80, 110);
    assertThat(start.reserve(10 * SECOND)).isZero();
    assertThat(start.reserve(10 * SECOND)).isZero();
  }

  @Test
  void lastsNoLongerThanTheReceiverWasAway() {
    start.ended(true, 0);
    start.ended(false, SECOND / 10);

    assertThat(start.reserve(SECOND / 10)).isEqualTo(Duration.ofMillis(100));
    assertThat(start.reserve(SECOND / 5)).isZero();
    assertThat(start.reserve(SECOND / 5)).isZero();
  }

  @Test
  void beginsAgainWhenTheReceiverFailsAgain() {
    start.ended(true, 0);
    start.ended(false, 20 * SECOND);
    start.ended(true, 21 * SECOND);
    assertThat(start.reserve(21 * SECOND)).isZero();

    start.ended(false, 23 * SECOND);
    assertThat(start.reserve(23 * SECOND)).isEqualTo(Duration.ofMillis(500));
  }
}
