package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes at random moments. {@code -Dkills=N} says how many, {@code -DkillsAtOnce=N} how
 * many folders are at work at a time, {@code -DkillSeed=N} repeats the moments.
 */
@Tag("R2")
@Tag("C2")
@Tag("X1")
final class KillTest {

  private static final int KILLS = Integer.getInteger("kills", 8);
  private static final int AT_ONCE = Integer.getInteger("killsAtOnce", 2);
  private static final long SEED = Long.getLong("killSeed", System.nanoTime());
  private static final int MOST_LIVES = 16;
  private static final int VERIFIED = 8;
  private static final int ROLLING = 16;
  private static final int PADDING = 4_000;
  private static final int TELLS = 250;
  private static final int FEW = 3;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder = Path.of("");

  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final AtomicInteger failed = new AtomicInteger();

  @Test
  void whatWasAcknowledgedArrivesInOrderHoweverOftenTheProcessIsKilled() throws Exception {
    Launcher launcher = KillRound.rehearsed(folder);
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Throwable> failures = new ArrayList<>();
      for (Future<@Nullable Throwable> round : workers.invokeAll(rounds(launcher))) {
        Throwable failure = round.get();
        if (failure != null) {
          failures.add(failure);
        }
      }
      System.out.println(summary());
      assertThat(failures).isEmpty();
    } finally {
      workers.shutdownNow();
    }
    assertThat(kills).hasValue(KILLS);
    assertThat(acknowledged).hasPositiveValue();
  }

  private String summary() {
    return String.format(
        "%d kills, %,d events acknowledged, %,d arrived once more, rounds with a fault: %d",
        kills.get(), acknowledged.get(), repeated.get(), failed.get());
  }

  private List<Callable<@Nullable Throwable>> rounds(Launcher launcher) {
    List<Callable<@Nullable Throwable>> rounds = new ArrayList<>();
    Random random = new Random(SEED);
    for (int planned = 0; planned < KILLS; ) {
      int lives = Math.min(KILLS - planned, 1 + random.nextInt(MOST_LIVES));
      long seed = random.nextLong();
      int number = rounds.size();
      rounds.add(() -> round(number, lives, new Random(seed), launcher));
      planned += lives;
    }
    return rounds;
  }

  /** Returns what went wrong, or null; what it leaves behind stays where it is then. */
  private @Nullable Throwable round(int number, int lives, Random random, Launcher launcher) {
    Path place = folder.resolve("round-" + number);
    if (failed.get() >= FEW) {
      return null;
    }
    try {
      int padding = number % ROLLING == 1 ? PADDING : 0;
      round(new KillRound(place, launcher, padding).withAudit(), lives, random);
      delete(place);
      return null;
    } catch (Throwable e) {
      failed.incrementAndGet();
      AssertionError failure = new AssertionError("killSeed = " + SEED + ", " + place, e);
      System.out.println(failure + ": " + e);
      return failure;
    }
  }

  private void round(KillRound round, int lives, Random random)
      throws IOException, InterruptedException {
    for (int life = 1; life < lives; life++) {
      kill(round, random);
      if (random.nextInt(VERIFIED) == 0) {
        round.verify();
      }
    }
    kill(round, random);
    Arrivals arrivals = round.verify();
    acknowledged.addAndGet(arrivals.acknowledged());
    repeated.addAndGet(arrivals.repeated());
  }

  private void kill(KillRound round, Random random) throws IOException, InterruptedException {
    Moment moment = Moment.any(random);
    round.kill(moment.millis(), moment.atWork());
    if (kills.incrementAndGet() % TELLS == 0) {
      System.out.println(summary());
    }
  }

  /** A time from when a process has started, or is at work. */
  private record Moment(boolean atWork, int millis) {

    /** Most die soon after their first event, some after a while, others while they start. */
    static Moment any(Random random) {
      int kind = random.nextInt(16);
      if (kind < 3) {
        return new Moment(false, 20 + random.nextInt(1_000));
      }
      if (kind == 3) {
        return new Moment(true, 600 + random.nextInt(1_400));
      }
      return kind < 9
          ? new Moment(true, 50 + random.nextInt(550))
          : new Moment(true, random.nextInt(100));
    }
  }

  private static void delete(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
