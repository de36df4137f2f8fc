package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

  /** The end of a drain once was before its beginning. */
  @Test
  void itMayLieBeyondTheLastTimeOfTheClock() {
    long now = Long.MAX_VALUE - 5;
    Deadline deadline = new Deadline(now, 100);
    assertThat(deadline.left(now + 40)).isEqualTo(Duration.ofNanos(60));
    assertThat(deadline.left(now + 100)).isZero();
    assertThat(deadline.left(now + 200)).isZero();
  }

  @Test
  void itMayLieAsFarAheadAsAnyoneLikes() {
    Deadline deadline = Deadline.in(Duration.ofDays(1_000_000));
    assertThat(deadline.isOver()).isFalse();
    assertThat(deadline.left()).isGreaterThan(Duration.ofDays(100_000));
  }
}
