package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What may come again after cursors were stored, and what may not. */
final class SettledEventsTest {

  private static final Map<Integer, Integer> BOTH_ONCE = Map.of(1, 1, 2, 1);

  private final SettledEvents settled = new SettledEvents();

  private void requireNoRepetition(Integer... received) {
    settled.requireNoRepetition("e", List.of(received), one -> false);
  }

  @Test
  void findsWhatCameAgainAfterItsCursorWasStored() {
    settled.stored(Map.of("e", BOTH_ONCE));
    assertThat(settled.isStored("e", 2)).isTrue();
    assertThat(settled.isStored("e", 3)).isFalse();
    requireNoRepetition(1, 2, 3, 3);
    assertThatThrownBy(() -> requireNoRepetition(1, 2, 3, 2))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("e repeated 2");
    assertThatCode(() -> settled.requireNoRepetition("e", List.of(1, 2, 2), one -> one == 2))
        .doesNotThrowAnyException();
  }

  /**
   * Nobody waits for what is under way when its emitter is disabled: its receiver has it, and the
   * cursor does not say so.
   */
  @Test
  void excusesOnlyWhatIsUnderWayWhenItsEmitterIsDisabled() {
    settled.told("e", 1);
    assertThat(settled.ofDelivered("e", BOTH_ONCE)).isEqualTo(BOTH_ONCE);
    settled.toldState("e", true);
    settled.stored(Map.of("e", settled.ofDelivered("e", BOTH_ONCE)));
    settled.toldState("e", false);
    assertThat(settled.ofDelivered("e", BOTH_ONCE)).isEqualTo(BOTH_ONCE);
    requireNoRepetition(1, 2, 2);
    assertThatThrownBy(() -> requireNoRepetition(1, 2, 1))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("e repeated 1");
  }

  @Test
  void forgetsWithTheProcessWhatItHasTold() {
    settled.told("e", 1);
    settled.toldState("e", true);
    settled.nextProcess();
    assertThat(settled.ofDelivered("e", BOTH_ONCE)).isEqualTo(BOTH_ONCE);
    settled.toldState("e", true);
    settled.told("e", 2);
    assertThat(settled.ofDelivered("e", BOTH_ONCE)).containsOnlyKeys(2);
  }
}
