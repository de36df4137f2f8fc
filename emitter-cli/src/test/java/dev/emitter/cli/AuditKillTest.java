package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * One audit that grows over many kills: {@code -Daudit.kills=20 -Daudit.events=100000} makes it
 * large, {@code -DkillSeed=N} repeats the moments.
 */
@Tag("C2")
@Tag("X1")
final class AuditKillTest {

  private static final int KILLS = Integer.getInteger("audit.kills", 2);
  private static final int EVENTS = Integer.getInteger("audit.events", 2_500);
  private static final long SEED = Long.getLong("killSeed", System.nanoTime());

  /** By then a process has published some of its events, and never all of them. */
  private static final int LATEST_MILLIS = 400;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder = Path.of("");

  @Test
  void hasExactlyWhatWasPublishedOnceAndInOrderForAnyPeriod()
      throws IOException, InterruptedException {
    Launcher launcher = KillRound.rehearsed(folder);
    KillRound round = new KillRound(folder.resolve("audited"), launcher, 0).withAudit();
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      round.kill(random.nextInt(LATEST_MILLIS), true);
    }
    long acknowledged = round.verify().acknowledged();
    while (acknowledged < EVENTS) {
      int missing = (int) Math.min(EVENTS - acknowledged, Arrivals.A_LIFE);
      assertThat(round.run(launcher, missing)).isZero();
      acknowledged += missing;
    }
    assertThat(round.verify().acknowledged())
        .as("killSeed = %d", SEED)
        .isGreaterThanOrEqualTo(EVENTS);
  }
}
