package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.lab.KilledTracerRound.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes while they trace flows and deliver the traces to an HTTP receiver. {@code
 * -Dflow.kills=N} says how many, {@code -Dflow.killSeed=N} repeats the moments.
 */
@Tag("C8")
final class KilledTracerTest {

  private static final int KILLS = Integer.getInteger("flow.kills", 4);
  private static final long SEED = Long.getLong("flow.killSeed", System.nanoTime());
  private static final int MOST_LIVES = 4;
  private static final int LAST_CHAINS = 10;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder = Path.of("");

  private int kills;
  private int acknowledged;
  private int open;
  private int repeated;

  @Test
  void noChainLacksItsStartHoweverOftenTheTracerIsKilled() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; kills < KILLS; round++) {
      Path place = Files.createDirectory(folder.resolve("round-" + round));
      int lives = Math.min(KILLS - kills, 1 + random.nextInt(MOST_LIVES));
      try {
        round(place, lives, random);
      } catch (Violation e) {
        throw new Violation("flow.killSeed = " + SEED + ", " + place + ": " + e.getMessage(), e);
      }
    }
    System.out.printf(
        "%d kills, %,d chains acknowledged, %,d may have been open, %,d records came once more%n",
        kills, acknowledged, open, repeated);
    assertThat(kills).isEqualTo(KILLS);
    assertThat(acknowledged).isGreaterThan(KILLS);
  }

  private void round(Path place, int lives, Random random)
      throws IOException, InterruptedException {
    try (TraceReceiver receiver = TraceReceiver.start(random.nextLong(), body -> false)) {
      KilledTracerRound round = new KilledTracerRound(place, receiver);
      for (int life = 0; life < lives; life++) {
        boolean atWork = random.nextInt(8) > 0;
        round.kill(atWork, random.nextInt(atWork ? 300 : 1_500));
        kills++;
      }
      Outcome outcome = round.end(LAST_CHAINS);
      acknowledged += outcome.acknowledged();
      open += outcome.open();
      repeated += outcome.repeated();
    }
  }

  @Test
  void findsAReceiverThatLosesTheStartOfAChain() throws Exception {
    try (TraceReceiver receiver =
        TraceReceiver.start(
            1, body -> body.contains("\"chain-4\"") && body.contains("\"Started\""))) {
      KilledTracerRound round = new KilledTracerRound(folder, receiver);

      assertThatThrownBy(() -> round.end(LAST_CHAINS))
          .isInstanceOf(Violation.class)
          .hasMessageContaining("chain-4: a step begins with Completed");
    }
  }
}
