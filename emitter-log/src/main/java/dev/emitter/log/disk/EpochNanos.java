package dev.emitter.log.disk;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Moments as nanoseconds since 1970, which reach from 1677 to 2262. */
final class EpochNanos {

  private EpochNanos() {}

  /** Returns the nanoseconds of a moment, or the nearest there are. */
  static long of(Instant moment) {
    try {
      return Math.addExact(
          Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
    } catch (ArithmeticException e) {
      return moment.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, TimeUnit.SECONDS.toNanos(1)),
        Math.floorMod(nanos, TimeUnit.SECONDS.toNanos(1)));
  }
}
