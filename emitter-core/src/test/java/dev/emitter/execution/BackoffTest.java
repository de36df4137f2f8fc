package dev.emitter.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What has failed is tried again soon, and less and less often while it goes on failing. */
@Tag("R2")
final class BackoffTest {

  @Test
  void doublesThePauseUpToAMinute() {
    Backoff backoff = Backoff.ofSeconds();
    assertThat(IntStream.range(0, 9).map(time -> backoff.failed()))
        .containsExactly(1, 2, 4, 8, 16, 32, 60, 60, 60);
  }

  @Test
  void takesTwoScansForASecond() {
    Backoff backoff = Backoff.ofScans();
    assertThat(IntStream.range(0, 8).map(time -> backoff.failed()))
        .containsExactly(2, 4, 8, 16, 32, 64, 120, 120);
  }

  @Test
  void isDueOnceThePauseIsOver() {
    Backoff backoff = Backoff.ofScans();
    backoff.failed();
    backoff.failed();
    assertThat(IntStream.range(0, 4).mapToObj(scan -> backoff.isDue()))
        .containsExactly(false, false, false, true);
  }

  @Test
  void isDueAgainAndAgainUntilThatIsAnswered() {
    Backoff backoff = Backoff.ofSeconds();
    backoff.failed();
    assertThat(backoff.isDue()).isTrue();
    assertThat(backoff.isDue()).isTrue();
    backoff.failed();
    assertThat(backoff.isDue()).isFalse();
  }

  @Test
  void beginsAnewOnceItHasEnded() {
    Backoff backoff = Backoff.ofSeconds();
    assertThat(backoff.isOn()).isFalse();
    assertThat(backoff.isDue()).isFalse();
    backoff.failed();
    assertThat(backoff.failed()).isEqualTo(2);
    assertThat(backoff.isOn()).isTrue();
    backoff.end();
    assertThat(backoff.isOn()).isFalse();
    assertThat(backoff.isDue()).isFalse();
    assertThat(backoff.failed()).isEqualTo(1);
  }
}
