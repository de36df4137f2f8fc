package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs conformance cases from a file that is not part of this repository: {@code -Dfeel.tck=FILE}.
 *
 * <p>One case of the usual file fails on purpose: it wants dates and times to be equal that are a
 * tenth of a millisecond apart.
 */
class FeelTckTest {

  private static final int USUAL_CASES = 2_021;
  private static final long REACHED = 2_020;

  @Test
  void passesTheConformanceCases() throws IOException {
    Path root = Path.of(System.getProperty("project.root", ""));
    Path file = root.resolve(System.getProperty("feel.tck", ""));
    assumeTrue(Files.isRegularFile(file), () -> "no file of conformance cases at " + file);
    List<TckCase> cases =
        Files.readAllLines(file).stream().filter(l -> !l.isBlank()).map(TckCase::parse).toList();

    long passed = cases.stream().filter(FeelTckTest::passes).count();

    System.out.println("FEEL TCK: " + passed + "/" + cases.size());
    if (cases.size() == USUAL_CASES) {
      assertThat(passed).isGreaterThanOrEqualTo(REACHED);
    }
  }

  private static boolean passes(TckCase tck) {
    String failure = tck.failure();
    if (failure != null) {
      System.out.printf(
          "FEEL TCK failed: %s: %s: expected %s but was %s%n",
          tck.id(), tck.expression(), tck.expected(), failure);
    }
    return failure == null;
  }
}
