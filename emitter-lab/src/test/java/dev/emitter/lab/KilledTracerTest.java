package dev.emitter.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.lab.BrokerForKills.Kept;
import dev.emitter.lab.KilledTracerRound.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes while they trace flows and deliver the traces to an HTTP receiver or to Kafka.
 * {@code -Dflow.kills=N} says how many, and {@code -Dflow.kafkaKills=N} with Kafka; {@code
 * -Dflow.killSeed=N} repeats the moments.
 */
@Tag("C8")
final class KilledTracerTest {

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
    kill(Integer.getInteger("flow.kills", 3), null);
  }

  /** Each chain in one partition, too. */
  @Test
  void noChainLacksItsStartInKafkaHoweverOftenTheTracerIsKilled() throws Exception {
    assumeTrue(BrokerForKills.isPossible(), "there is no broker of Kafka on the class path");
    try (BrokerForKills broker = BrokerForKills.start(folder.resolve("broker"))) {
      kill(Integer.getInteger("flow.kafkaKills", 1), broker);
    }
  }

  private void kill(int wanted, @Nullable BrokerForKills broker) throws Exception {
    KilledRounds.run(
        folder,
        wanted,
        MOST_LIVES,
        "flow.killSeed",
        SEED,
        (place, lives, random) -> {
          if (broker != null) {
            round(place, lives, random, TraceTopics.make(broker, place.getFileName() + "-"));
          } else {
            try (TraceReceiver receiver = TraceReceiver.start(random.nextLong(), body -> false)) {
              round(place, lives, random, receiver);
            }
          }
        });
    System.out.printf(
        "%d kills, %,d chains acknowledged, %,d may have been open, %,d records came once more%n",
        kills, acknowledged, open, repeated);
    assertThat(kills).isEqualTo(wanted);
    assertThat(acknowledged).isGreaterThan(wanted);
  }

  private void round(Path place, int lives, Random random, Traces destination)
      throws IOException, InterruptedException {
    KilledTracerRound round = new KilledTracerRound(place, destination);
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

  @Test
  void findsAChainInTwoPartitionsAndUnderAnotherKey() throws Exception {
    String record = "[{\"ChainId\":\"a\"}]";
    Kept first = new Kept(0, "a", record);
    TraceTopics.requireOnePartitionEach(List.of(first, first));
    assertThatThrownBy(
            () -> TraceTopics.requireOnePartitionEach(List.of(first, new Kept(1, "a", record))))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("in partitions 0, 1");
    assertThatThrownBy(() -> TraceTopics.requireOnePartitionEach(List.of(new Kept(0, "b", record))))
        .isInstanceOf(Violation.class)
        .hasMessageContaining("the key of a record is b");
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
