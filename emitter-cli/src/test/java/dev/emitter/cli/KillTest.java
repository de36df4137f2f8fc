package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes at random moments. {@code -Dkills=N} says how many, {@code -DkillSeed=N} repeats
 * the moments.
 */
@Tag("R2")
final class KillTest {

  private static final int KILLS = Integer.getInteger("kills", 25);
  private static final long SEED = Long.getLong("killSeed", System.nanoTime());
  private static final int MOST_LIVES = 8;
  private static final int SHORTEST = 50;
  private static final int LONGEST = 1_500;
  private static final int LONGEST_AT_WORK = 600;
  private static final int SOME_START = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder = Path.of("");

  @Test
  void whatWasAcknowledgedArrivesInOrderHoweverOftenTheProcessIsKilled() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assumeTrue(Files.isExecutable(java), "no java to start a process with");
    Random random = new Random(SEED);
    long acknowledged = 0;
    int kills = 0;
    for (int number = 0; kills < KILLS; number++) {
      Path place = folder.resolve("round-" + number);
      KillRound round = new KillRound(place);
      int lives = Math.min(KILLS - kills, 1 + random.nextInt(MOST_LIVES));
      for (int life = 0; life < lives; life++) {
        kill(round, random);
      }
      kills += lives;
      try {
        acknowledged += round.verify();
      } catch (Throwable e) {
        throw new AssertionError("killSeed = " + SEED + ", " + place, e);
      }
      delete(place);
    }
    System.out.printf("%d kills, %,d events acknowledged, none lost%n", kills, acknowledged);
    assertThat(acknowledged).isPositive();
  }

  /** Many die at work, others while they start. */
  private static void kill(KillRound round, Random random)
      throws IOException, InterruptedException {
    boolean atWork = random.nextInt(SOME_START) > 0;
    round.kill(
        atWork ? random.nextInt(LONGEST_AT_WORK) : SHORTEST + random.nextInt(LONGEST - SHORTEST),
        atWork);
  }

  private static void delete(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
