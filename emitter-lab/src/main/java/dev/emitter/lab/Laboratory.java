package dev.emitter.lab;

import dev.emitter.problem.Loggers;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;

/** Goes through rounds by their seeds. Immutable. */
public final class Laboratory {

  private static final Logger LOG = Loggers.of(Laboratory.class);
  private static final int TOLD = 10_000;

  private Laboratory() {}

  /**
   * Goes through as many rounds as {@code -Dlab.rounds} says, beginning with the seed in {@code
   * -Dlab.seed}, each {@code -Dlab.repetitions} times: where threads race, a seed that fails once
   * may need many.
   *
   * @param rounds how many, if the property is not set
   * @throws Violation if a round fails; the message names its seed
   */
  public static void run(int rounds, LongConsumer round) {
    long first = Long.getLong("lab.seed", 1);
    long count = Long.getLong("lab.rounds", rounds);
    long repetitions = Long.getLong("lab.repetitions", 1);
    long start = System.nanoTime();
    for (long seed = first; seed < first + count; seed++) {
      for (long i = 0; i < repetitions; i++) {
        round.accept(seed);
      }
      long done = seed - first + 1;
      if (done % TOLD == 0) {
        LOG.info(
            "{} rounds, {} a second", done, done * 1_000_000_000L / (System.nanoTime() - start));
      }
    }
  }

  /** Goes through a round; what it finds is told with its seed and with what has happened. */
  static void round(long seed, List<String> history, Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      throw new Violation("seed " + seed + ": " + e.getMessage() + "; after " + history, e);
    }
  }

  /**
   * Returns the first seed whose round fails.
   *
   * @return -1 if none of so many does
   */
  public static long firstFailure(int rounds, LongConsumer round) {
    for (long seed = 1; seed <= rounds; seed++) {
      try {
        round.accept(seed);
      } catch (Violation e) {
        return seed;
      }
    }
    return -1;
  }
}
