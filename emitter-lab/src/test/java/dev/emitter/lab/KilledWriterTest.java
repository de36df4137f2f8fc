package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes while they deliver to destinations that have each event exactly once. {@code
 * -Dwriter.kills=N} says how many, and {@code -Dkafka.kills=N} with Kafka; {@code
 * -Dwriter.killSeed=N} repeats the moments.
 */
@Tag("X1")
@Tag("C3")
final class KilledWriterTest {

  private static final long SEED = Long.getLong("writer.killSeed", System.nanoTime());
  private static final int MOST_LIVES = 9;
  private static final int TELLS = 100;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder = Path.of("");

  private int kills;
  private int acknowledged;

  @Test
  void whatWasAcknowledgedIsWrittenOnceHoweverOftenTheWriterIsKilled() throws Exception {
    kill(Integer.getInteger("writer.kills", 6), null);
  }

  /** Transactions of Kafka, beside the files. */
  @Test
  @Tag("C6")
  void whatWasAcknowledgedIsInKafkaOnceHoweverOftenTheWriterIsKilled() throws Exception {
    assumeTrue(BrokerForKills.isPossible(), "there is no broker of Kafka on the class path");
    try (BrokerForKills broker = BrokerForKills.start(folder.resolve("broker"))) {
      kill(Integer.getInteger("kafka.kills", 3), broker);
    }
  }

  private void kill(int wanted, @Nullable BrokerForKills broker) throws Exception {
    KilledRounds.run(
        folder,
        wanted,
        MOST_LIVES,
        "writer.killSeed",
        SEED,
        (place, lives, random) -> {
          KilledWriterRound killed = new KilledWriterRound(place, broker);
          for (int life = 0; life < lives; life++) {
            kill(killed, random);
          }
          acknowledged += killed.end(1);
          delete(place);
        });
    tell();
    assertThat(kills).isEqualTo(wanted);
    assertThat(acknowledged).isGreaterThan(wanted);
  }

  /** Most die soon after their first delivery, some after a while, others while they start. */
  private void kill(KilledWriterRound round, Random random)
      throws IOException, InterruptedException {
    int kind = random.nextInt(8);
    boolean atWork = kind > 0;
    round.kill(atWork, random.nextInt(atWork ? kind < 5 ? 150 : 600 : 1_200));
    if (++kills % TELLS == 0) {
      tell();
    }
  }

  private void tell() {
    System.out.printf("%d kills, %,d events acknowledged, each once%n", kills, acknowledged);
  }

  private static void delete(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void findsWhatIsMissingAndWhatIsThereTwice() {
    List<Integer> acknowledged = List.of(1, 2, 4);
    WrittenEvents.requireOnceInOrder("file", List.of(1, 2, 3, 4), acknowledged);
    assertThatThrownBy(() -> WrittenEvents.requireOnceInOrder("file", List.of(1, 4), acknowledged))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("lacks [2]");
    assertThatThrownBy(
            () -> WrittenEvents.requireOnceInOrder("file", List.of(1, 2, 2, 4), acknowledged))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("[2]");
  }
}
