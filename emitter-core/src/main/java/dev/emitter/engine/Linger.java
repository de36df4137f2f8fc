package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Lets events that do not fill a batch wait for others. Owned by the loop. */
final class Linger {

  private boolean waiting;

  /**
   * Returns whether a batch waits; never in a retry.
   *
   * @param linger how long an event may wait
   * @param oldest the first event of the batch
   * @param over is run after that time, when {@link #end} must follow
   */
  boolean holds(Duration linger, Pending oldest, TimeSource time, Timers timers, Runnable over) {
    if (linger.isZero() || oldest.attempts() > 0) {
      return false;
    }
    Instant now = time.clock().instant();
    Duration waited = Duration.between(oldest.logged().publishedAt(), now);
    if (waited.isNegative() || waited.compareTo(linger) >= 0) {
      return false;
    }
    if (!waiting) {
      waiting = true;
      timers.schedule(linger.minus(waited), over);
    }
    return true;
  }

  /** The time that a batch waited for is over. */
  void end() {
    waiting = false;
  }
}
