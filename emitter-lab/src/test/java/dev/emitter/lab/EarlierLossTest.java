package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.lab.ChangedLibrary.Found;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An earlier laboratory, on threads, found a loss once and then not in 3,000 repetitions. The same
 * mistake in the engine of today is found soon, and by its seed each time.
 */
@Tag("R1")
final class EarlierLossTest {

  private static final int ROUNDS = 10_000;
  private static final int REPETITIONS = 20;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void isFoundSoonAndByItsSeedEachTime() throws ReflectiveOperationException {
    ChangedLibrary.Change mistake = PlantedEngineFaults.earlierLoss();
    assumeTrue(mistake.isPossible(), "the lines to change are not there any more");
    ChangedLibrary library = ChangedLibrary.with(mistake);
    Found found = library.find(1, ROUNDS);
    assertThat(found.what()).containsPattern(": (e\\d|own) lost \\[");
    System.out.println("found with seed " + found.seed() + ", and that often: " + REPETITIONS);
    for (int i = 0; i < REPETITIONS; i++) {
      assertThat(library.find(found.seed(), 1)).isEqualTo(found);
    }
  }
}
