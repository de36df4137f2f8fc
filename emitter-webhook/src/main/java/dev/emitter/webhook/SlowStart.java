package dev.emitter.webhook;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets an emitter begin slowly with a receiver that has just recovered, so that what has waited for
 * it does not take it down again: two requests a second at first, twice as many each second, for no
 * longer than the receiver was away and ten seconds at most. Thread-safe.
 */
final class SlowStart {

  private static final double FIRST_PER_SECOND = 2;
  private static final double GROWTH = 2;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(10);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private boolean failing;
  private long failingSince;
  private boolean starting;
  private long began;
  private long ends;
  private long next;

  /** Notes that a request has ended, at a time of {@link System#nanoTime()}. */
  synchronized void ended(boolean failed, long now) {
    if (failed && !failing) {
      failing = true;
      failingSince = now;
      starting = false;
    } else if (!failed && failing) {
      failing = false;
      starting = true;
      began = now;
      ends = now + Math.min(now - failingSince, LONGEST);
      next = after(now);
    }
  }

  /** Reserves the next turn and returns how long to wait for it. */
  synchronized Duration reserve(long now) {
    if (!starting || now - ends >= 0) {
      starting = false;
      return Duration.ZERO;
    }
    long turn = next - now < 0 ? now : next;
    next = after(turn);
    return Duration.ofNanos(turn - now);
  }

  private long after(long turn) {
    double perSecond = FIRST_PER_SECOND * Math.pow(GROWTH, (double) (turn - began) / SECOND);
    long following = turn + (long) (SECOND / perSecond);
    return following - ends < 0 ? following : ends;
  }
}
