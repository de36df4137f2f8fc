package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FirstArrivalsTest {

  private final FirstArrivals repeated = new FirstArrivals("e", List.of(1, 2, 1, 2, 3, 5, 3));

  @Test
  void takesRepetitionsAndGaps() {
    repeated.requireAll(List.of(1, 2, 5));
    repeated.requireOrder(List.of(1, 2, 5));
    repeated.requireGrowing();
    assertThat(repeated.repeated()).isEqualTo(3);
  }

  @Test
  void findsWhatIsLost() {
    assertThatThrownBy(() -> repeated.requireAll(List.of(1, 4)))
        .isInstanceOf(Violation.class)
        .hasMessage("e lost [4]; it got [1, 2, 1, 2, 3, 5, 3]");
    assertThatThrownBy(() -> repeated.requireOrder(List.of(1, 4))).isInstanceOf(Violation.class);
  }

  @Test
  void findsWhatCameTooEarly() {
    FirstArrivals early = new FirstArrivals("e", List.of(1, 3, 2, 3));

    early.requireAll(List.of(1, 2, 3));
    assertThatThrownBy(() -> early.requireOrder(List.of(1, 2, 3)))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("e out of order, expected [1, 2, 3]");
    assertThatThrownBy(early::requireGrowing)
        .isInstanceOf(Violation.class)
        .hasMessageContaining("2 came after 3");
  }
}
