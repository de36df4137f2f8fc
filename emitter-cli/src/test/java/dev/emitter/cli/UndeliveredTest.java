package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.EmitterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R1")
final class UndeliveredTest {

  private static EmitterStatus status(String id, EmitterState state, long backlog) {
    return new EmitterStatus(
        id,
        "File",
        null,
        state,
        Instant.EPOCH,
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        backlog,
        0,
        null,
        0,
        false,
        Duration.ZERO,
        null,
        List.of());
  }

  @Test
  void thoseWithTheMostComeFirstWithWhatKeepsThem() {
    assertThat(
            Undelivered.text(
                List.of(
                    status("a", EmitterState.RETRYING, 7),
                    status("idle", EmitterState.ACTIVE, 0),
                    status("b", EmitterState.ACTIVE, 1_200),
                    status("c\u001b", EmitterState.DISABLED, 3))))
        .isEqualTo("1,210 events to be delivered (b: 1,200, a: 7 retrying, c\\u001b: 3 disabled)");
  }

  @Test
  void ofManyOnlyTheFirstAreNamed() {
    List<EmitterStatus> many =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> status("e" + i, EmitterState.ACTIVE, i))
            .toList();
    assertThat(Undelivered.text(many))
        .startsWith("5,050 events to be delivered (e100: 100, e99: 99, ")
        .endsWith("e91: 91, and for 90 more emitters)");
  }

  @Test
  void nothingIsSaidToBeNothing() {
    assertThat(Undelivered.text(List.of(status("a", EmitterState.ACTIVE, 0))))
        .isEqualTo("no event waits to be delivered");
  }
}
