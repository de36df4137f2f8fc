package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.log.disk.Storage;
import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is set aside is kept, with its copy, until it is sent again or forgotten. */
@Tag("R1")
final class ParkedLaboratoryTest {

  private static final String COPIES = "blobs-";
  private static final int ROUNDS = 40;

  @BeforeAll
  static void beQuiet() {
    Quiet.expectWarnings();
  }

  @Test
  void losesNoneAndLeavesNoCopyOver() {
    Laboratory.run(ROUNDS, seed -> ParkedRound.run(seed, place -> place.builder().open()));
  }

  @Test
  void findsCopiesThatAreNeverDeleted() {
    requireFound(
        storage ->
            new ForwardingStorage(storage) {
              @Override
              public void delete(String name) throws IOException {
                if (!name.startsWith(COPIES)) {
                  super.delete(name);
                }
              }
            });
  }

  @Test
  void findsCopiesThatDoNotSurviveAPowerCut() {
    requireFound(
        storage ->
            new ForwardingStorage(storage) {
              @Override
              StorageFile file(String name, StorageFile file) {
                return name.startsWith(COPIES) ? new NeverSynced(file) : file;
              }
            });
  }

  private static void requireFound(UnaryOperator<Storage> fault) {
    assertThat(
            Laboratory.firstFailure(
                ROUNDS,
                seed ->
                    ParkedRound.run(
                        seed, place -> place.on(fault.apply(place.storage())).builder().open())))
        .as("the seed that finds it")
        .isPositive();
  }

  private static final class NeverSynced extends ForwardingStorage.File {

    NeverSynced(StorageFile right) {
      super(right);
    }

    @Override
    public void sync() {}
  }
}
