package dev.emitter.lab;

import dev.emitter.delivery.OwnerLimits;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a round allows to be lost. Immutable.
 *
 * @param maxBytes how many bytes the log may take
 * @param retentionMin how long the log keeps events at least
 * @param maxAge how long it keeps them at most, or null
 * @param owners what each owner may take
 * @param tight whether owners may take so little that they lose events
 */
record RoundLimits(
    long maxBytes,
    Duration retentionMin,
    @Nullable Duration maxAge,
    OwnerLimits owners,
    boolean tight) {

  private static final Duration WEEK = Duration.ofDays(7);

  static RoundLimits any(SplittableRandom random) {
    long maxBytes = random.nextInt(8) == 0 ? 16_384 : Long.MAX_VALUE;
    Duration maxAge = random.nextInt(8) == 0 ? Duration.ofHours(1 + random.nextInt(60)) : null;
    return random.nextInt(3) == 0
        ? new RoundLimits(maxBytes, Duration.ZERO, maxAge, small(random), true)
        : new RoundLimits(maxBytes, WEEK, maxAge, OwnerLimits.defaults(), false);
  }

  private static OwnerLimits small(SplittableRandom random) {
    return OwnerLimits.defaults()
        .withQueueBytes(2_000 + random.nextInt(20_000))
        .withParkedBytes(1_000 + random.nextInt(10_000))
        .withHeldLogBytes(1 + random.nextInt(30_000))
        .withHeldLogAge(Duration.ofHours(1 + random.nextInt(40)));
  }

  /** Returns whether the log drops events that anybody needs. */
  boolean drops() {
    return maxBytes < Long.MAX_VALUE || maxAge != null;
  }

  /** Returns whether events of an emitter may leave the log before it has read them. */
  boolean mayLose(EmitterModel emitter) {
    boolean isHeldFor = emitter.isSteady() && emitter.definition().owner() == null;
    return drops() || !isHeldFor || emitter.wasMissing();
  }
}
