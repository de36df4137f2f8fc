package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.StateStore;
import dev.emitter.log.disk.DiskStateStore;
import dev.emitter.log.disk.Storage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The laboratory finds the mistakes that are planted, or it would prove nothing. */
final class StateLaboratoryProofTest {

  private static final int ROUNDS = 500;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @TestFactory
  Stream<DynamicTest> findsAStoreThat() {
    Stream<DynamicTest> files =
        PlantedFaults.all().entrySet().stream()
            .map(
                fault ->
                    test(
                        fault.getKey(),
                        seed -> store -> open(seed, fault.getValue().apply(store))));
    Stream<DynamicTest> stores =
        PlantedStateFaults.all().entrySet().stream()
            .map(
                fault ->
                    test(
                        fault.getKey(),
                        seed -> store -> fault.getValue().apply(open(seed, store))));
    return Stream.concat(files, stores);
  }

  private static StateStore open(long seed, Storage storage) {
    return DiskStateStore.open(storage, StateRound.compactAt(seed));
  }

  private static DynamicTest test(
      String fault, Function<Long, Function<Storage, StateStore>> opener) {
    return DynamicTest.dynamicTest(
        fault,
        () ->
            assertThat(
                    Laboratory.firstFailure(
                        ROUNDS, seed -> StateRound.run(seed, opener.apply(seed))))
                .as("first seed that fails")
                .isPositive());
  }
}
