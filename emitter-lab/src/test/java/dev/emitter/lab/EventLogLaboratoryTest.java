package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.disk.Storage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The durable log against power cuts and faulty disks. */
final class EventLogLaboratoryTest {

  private static final int ROUNDS = 500;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void keepsWhatItAccepted() {
    Laboratory.run(250, DiskLogs::run);
  }

  /** The same log on files that make a mistake for it: what makes it right is needed. */
  @TestFactory
  Stream<DynamicTest> isFoundOutWhenItsCode() {
    return PlantedFaults.all().entrySet().stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.getKey(), () -> assertThat(first(fault.getValue())).isPositive()));
  }

  private static long first(UnaryOperator<Storage> planted) {
    return Laboratory.firstFailure(
        ROUNDS,
        seed ->
            EventLogRound.run(
                seed, (disk, clock) -> DiskLogs.open(seed, planted.apply(disk), clock)));
  }
}
