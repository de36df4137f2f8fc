package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.definition.Ordering;
import dev.emitter.lab.KilledSenderRound.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes while they deliver to an HTTP receiver. {@code -Dwebhook.kills=N} says how many,
 * {@code -Dwebhook.killSeed=N} repeats the moments.
 */
@Tag("C1")
@Tag("R2")
@Tag("R3")
final class KilledSenderTest {

  private static final int KILLS = Integer.getInteger("webhook.kills", 4);
  private static final long SEED = Long.getLong("webhook.killSeed", System.nanoTime());
  private static final int MOST_LIVES = 8;
  private static final int TELLS = 100;
  private static final int FEW = 100;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder = Path.of("");

  private int kills;
  private int acknowledged;
  private int repeated;

  @Test
  void whatWasAcknowledgedReachesTheReceiverInOrderHoweverOftenTheSenderIsKilled()
      throws Exception {
    KilledRounds.run(folder, KILLS, MOST_LIVES, "webhook.killSeed", SEED, this::round);
    tell();
    assertThat(kills).isEqualTo(KILLS);
    assertThat(acknowledged).isGreaterThan(KILLS);
  }

  private void round(Path place, int lives, Random random)
      throws IOException, InterruptedException {
    try (HookReceiver receiver =
        HookReceiver.start(random.nextLong(), 0.02, 0.01, number -> false)) {
      KilledSenderRound round = new KilledSenderRound(place, receiver, Ordering.STRICT);
      for (int life = 0; life < lives; life++) {
        kill(round, random);
      }
      Outcome outcome = round.end(1);
      acknowledged += outcome.acknowledged();
      repeated += outcome.repeated();
    }
  }

  /** Most die soon after their first delivery, some after a while, others while they start. */
  private void kill(KilledSenderRound round, Random random)
      throws IOException, InterruptedException {
    int kind = random.nextInt(8);
    boolean atWork = kind > 0;
    round.kill(atWork, random.nextInt(atWork ? kind < 4 ? 60 : 600 : 1_500));
    if (++kills % TELLS == 0) {
      tell();
    }
  }

  private void tell() {
    System.out.printf(
        "%d kills, %,d events acknowledged, %,d requests arrived once more%n",
        kills, acknowledged, repeated);
  }

  @Test
  void findsAReceiverThatLosesOneEvent() throws Exception {
    try (HookReceiver receiver = HookReceiver.start(1, 0, 0, number -> number == 42)) {
      KilledSenderRound round = new KilledSenderRound(folder, receiver, Ordering.STRICT);

      assertThatThrownBy(() -> round.end(FEW))
          .isInstanceOf(Violation.class)
          .hasMessageContaining("lost [42];");
    }
  }

  @Test
  void findsEmittersThatKeepNoOrder() throws Exception {
    try (HookReceiver receiver = HookReceiver.start(1, 0.3, 0, number -> false)) {
      KilledSenderRound round = new KilledSenderRound(folder, receiver, Ordering.NONE);

      assertThatThrownBy(() -> round.end(FEW))
          .isInstanceOf(Violation.class)
          .hasMessageContaining("out of order");
    }
  }
}
