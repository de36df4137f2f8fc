package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.lab.ChangedLibrary.Change;
import dev.emitter.lab.ChangedLibrary.Found;
import dev.emitter.problem.Loggers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slf4j.Logger;

/**
 * Rounds with the whole library find mistakes that are planted in the engine, each time. Some are
 * left out, unless {@code -Dlab.allFaults=true}, or {@code -Dlab.fault=TEXT} asks for some.
 */
final class EngineFaultsProofTest {

  private static final Logger LOG = Loggers.of(EngineFaultsProofTest.class);
  private static final int ROUNDS = 12_000;
  private static final int LEAST = 10;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @TestFactory
  Stream<DynamicTest> findsAnEngineThat() {
    String asked = System.getProperty("lab.fault", "");
    Map<String, Change> faults =
        Boolean.getBoolean("lab.allFaults") || !asked.isEmpty()
            ? PlantedEngineFaults.all()
            : PlantedEngineFaults.ordinary();
    return faults.entrySet().stream()
        .filter(fault -> fault.getKey().contains(asked))
        .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> find(fault.getValue())));
  }

  private static void find(Change change) throws ReflectiveOperationException {
    assumeTrue(change.isPossible(), "the lines to change are not there any more");
    ChangedLibrary changed = ChangedLibrary.with(change);
    Found found = changed.find(1, ROUNDS);
    assertThat(found.seed()).isPositive();
    LOG.info("found with seed {}: {}", found.seed(), found.what());
    assertThat(changed.find(found.seed(), 1)).isEqualTo(found);
  }

  @Test
  void mostOfTheLinesToChangeAreThere() {
    assertThat(PlantedEngineFaults.all().values().stream().filter(Change::isPossible))
        .hasSizeGreaterThanOrEqualTo(LEAST);
  }
}
