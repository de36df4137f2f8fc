package dev.emitter.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs faults that may come thousands of times: each kind when it comes first, and after that once
 * a minute at most, with how many were left out. Thread-safe.
 */
final class FaultReports {

  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int MOST_KINDS = 1_000; // the classes of exceptions may be the application's

  private final LongSupplier nanoTime;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  /**
   * Creates reports of nothing.
   *
   * @param nanoTime the time, as {@link System#nanoTime} tells it
   */
  FaultReports(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What is known of a kind of fault.
   *
   * @param since when it was logged last
   * @param leftOut how many were not logged since then
   * @param told how many were not logged before, if it is to be logged now, else -1
   */
  private record Kind(long since, long leftOut, long told) {

    static Kind next(@Nullable Kind last, long now) {
      if (last == null) {
        return new Kind(now, 0, 0);
      }
      return now - last.since < QUIET_NANOS
          ? new Kind(last.since, last.leftOut + 1, -1)
          : new Kind(now, 0, last.leftOut);
    }
  }

  /**
   * Logs a fault, unless one of its kind was logged a short time ago.
   *
   * @param log the log to write to
   * @param about whom it concerns
   * @param what what has failed and what follows, always the same text for faults of one kind
   */
  void report(Logger log, String about, String what, Throwable fault) {
    if (kinds.size() >= MOST_KINDS) {
      kinds.clear();
    }
    long now = nanoTime.getAsLong();
    String kind = what + " " + fault.getClass().getName();
    long leftOut = kinds.compute(kind, (key, last) -> Kind.next(last, now)).told();
    if (leftOut == 0) {
      log.error("{}: {}", about, what, fault);
    } else if (leftOut > 0) {
      log.error("{}: {} ({} more since this was last logged)", about, what, leftOut, fault);
    }
  }
}
