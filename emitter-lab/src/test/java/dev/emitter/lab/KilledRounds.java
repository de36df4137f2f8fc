package dev.emitter.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Rounds in folders of their own, until so many processes were killed in them. */
final class KilledRounds {

  private KilledRounds() {}

  /** One log, some processes that are killed, and one that ends. */
  @FunctionalInterface
  interface Round {

    /**
     * Kills processes one after the other, lets a last one end, and judges.
     *
     * @throws Violation if a promise was not kept
     */
    void run(Path place, int lives, Random random) throws Exception;
  }

  /**
   * Runs rounds.
   *
   * @param seedName the setting that repeats the moments, for the message of a violation
   */
  static void run(Path folder, int kills, int mostLives, String seedName, long seed, Round round)
      throws Exception {
    Random random = new Random(seed);
    int killed = 0;
    for (int number = 0; killed < kills; number++) {
      Path place = Files.createDirectory(folder.resolve("round-" + number));
      int lives = Math.min(kills - killed, 1 + random.nextInt(mostLives));
      try {
        round.run(place, lives, random);
      } catch (Violation e) {
        throw new Violation(seedName + " = " + seed + ", " + place + ": " + e.getMessage(), e);
      }
      killed += lives;
    }
  }
}
