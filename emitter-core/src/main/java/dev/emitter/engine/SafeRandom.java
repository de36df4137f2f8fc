package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/**
 * The application's random numbers, or others while its generator throws. As thread-safe as that.
 *
 * @param given the application's generator
 * @param faults says that it throws
 */
record SafeRandom(RandomGenerator given, FaultReports faults) implements RandomGenerator {

  private static final Logger LOG = Loggers.of(SafeRandom.class);

  private static final String FAULT = "the generator failed; another one is used meanwhile";

  @Override
  public long nextLong() {
    try {
      return given.nextLong();
    } catch (Throwable e) { // the application's code must not stop delivery
      faults.report(LOG, "random numbers", FAULT, e);
      return ThreadLocalRandom.current().nextLong();
    }
  }

  @Override
  public double nextDouble() {
    try {
      return given.nextDouble();
    } catch (Throwable e) { // the application's code must not stop delivery
      faults.report(LOG, "random numbers", FAULT, e);
      return ThreadLocalRandom.current().nextDouble();
    }
  }
}
