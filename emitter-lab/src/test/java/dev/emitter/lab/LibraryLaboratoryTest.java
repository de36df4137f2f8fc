package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.SimulatedLogs;
import dev.emitter.log.disk.Storage;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole library loses nothing, repeats little and keeps the order when the power goes. */
@Tag("R1")
@Tag("R3")
final class LibraryLaboratoryTest {

  private static final int ROUNDS = 300;
  private static final int SEEDS = 300;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void aSeedGivesTheSameRoundEachTime() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertThat(LibraryRound.run(seed, LibraryLaboratoryTest::open))
          .as("seed %s", seed)
          .isEqualTo(LibraryRound.run(seed, LibraryLaboratoryTest::open));
    }
  }

  @Test
  void losesNothingAndKeepsTheOrder() {
    Laboratory.run(ROUNDS, seed -> LibraryRound.run(seed, LibraryLaboratoryTest::open));
  }

  private static EventLog open(Storage storage, Clock clock, Execution execution) {
    return SimulatedLogs.in(execution, DiskEventLog.builder(Path.of("simulated")))
        .storage(storage)
        .clock(clock)
        .segmentBytes(8192)
        .open();
  }
}
