package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole library loses nothing, repeats little and keeps the order when the power goes. */
@Tag("R1")
@Tag("R3")
final class LibraryLaboratoryTest {

  private static final int ROUNDS = 150;
  private static final int SEEDS = 50;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void aSeedGivesTheSameRoundEachTime() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(LibraryRound.run(seed)).as("seed %s", seed).isEqualTo(LibraryRound.run(seed));
    }
  }

  @Test
  void losesNothingAndKeepsTheOrder() {
    Laboratory.run(ROUNDS, LibraryRound::run);
  }
}
