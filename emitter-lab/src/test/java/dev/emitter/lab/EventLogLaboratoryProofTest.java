package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.disk.DiskStateStore;
import dev.emitter.log.disk.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rounds for logs pass a log that is right, and find the mistakes that are planted. */
final class EventLogLaboratoryProofTest {

  private static final int ROUNDS = 500;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  private static EventLog open(long seed, Storage storage, Clock clock) {
    return new PlainEventLog(DiskStateStore.open(storage, StateRound.compactAt(seed)), clock);
  }

  @Test
  void passesALogThatIsRight() {
    Laboratory.run(
        100, seed -> EventLogRound.run(seed, (storage, clock) -> open(seed, storage, clock)));
  }

  @TestFactory
  Stream<DynamicTest> findsALogThat() {
    Stream<DynamicTest> files =
        PlantedFaults.all().entrySet().stream()
            .map(
                fault ->
                    test(
                        fault.getKey(),
                        (seed, storage, clock) ->
                            open(seed, fault.getValue().apply(storage), clock)));
    Stream<DynamicTest> logs =
        PlantedLogFaults.all().entrySet().stream()
            .map(
                fault ->
                    test(
                        fault.getKey(),
                        (seed, storage, clock) ->
                            fault.getValue().apply(open(seed, storage, clock))));
    return Stream.concat(files, logs);
  }

  @Test
  void findsALogThatKeepsNothing() {
    assertThat(first((seed, storage, clock) -> MemoryEventLog.builder().clock(clock).build()))
        .isPositive();
  }

  @Test
  void findsALogThatNeverAnswers() {
    assertThatThrownBy(
            () ->
                EventLogRound.run(
                    2,
                    (storage, clock) ->
                        new PlantedLogFaults.UnansweredRequest(open(2, storage, clock)),
                    Duration.ofMillis(200)))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("never answered");
  }

  /** Opens a log for a seed. */
  private interface Opener {
    EventLog open(long seed, Storage storage, Clock clock);
  }

  private static DynamicTest test(String fault, Opener opener) {
    return DynamicTest.dynamicTest(fault, () -> assertThat(first(opener)).isPositive());
  }

  private static long first(Opener opener) {
    return Laboratory.firstFailure(
        ROUNDS,
        seed -> EventLogRound.run(seed, (storage, clock) -> opener.open(seed, storage, clock)));
  }
}
