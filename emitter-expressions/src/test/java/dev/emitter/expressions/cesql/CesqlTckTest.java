package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs the conformance cases of a directory that is not part of this repository: {@code
 * -Dcesql.tck=DIR}.
 */
class CesqlTckTest {

  @Test
  void passesTheConformanceCases() throws IOException {
    Path directory =
        Path.of(System.getProperty("project.root", ""))
            .resolve(System.getProperty("cesql.tck", ""));
    assumeTrue(hasCases(directory), () -> "no conformance cases in " + directory);
    List<TckCase> cases = cases(directory);

    long passed = cases.stream().filter(CesqlTckTest::passes).count();

    System.out.println("CESQL TCK: " + passed + "/" + cases.size());
    assertThat(passed).isEqualTo(cases.size());
  }

  private static boolean hasCases(Path directory) throws IOException {
    return Files.isDirectory(directory) && !cases(directory).isEmpty();
  }

  private static List<TckCase> cases(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .flatMap(file -> TckCase.read(file).stream())
          .toList();
    }
  }

  private static boolean passes(TckCase tck) {
    String failure = tck.failure();
    if (failure != null) {
      System.out.printf(
          "CESQL TCK failed: %s: %s: %s: expected %s but was %s%n",
          tck.suite(), tck.name(), tck.expression(), tck.expected(), failure);
    }
    return failure == null;
  }
}
