package dev.emitter.engine;

import dev.emitter.delivery.DeliveryError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one emitter counts, of the application's events alone. Owned by the loop. */
final class Counters {

  private static final int ERRORS_KEPT = 10;
  private static final int REASON_LENGTH = 2_000;
  private static final int RECENT = 16;

  long matched;
  long delivered;
  long filtered;
  long retried;
  long parked;
  long dropped;
  long skipped;
  private long skippedTold;
  private int skipsUnderWay;
  long withheld;
  long filterFailures;
  private double answerNanos;
  private @Nullable Deque<DeliveryError> errors;

  /** Counts what was decided about an event. */
  void count(Verdict verdict, String eventId, Clock clock) {
    if (verdict.matches()) {
      matched++;
    } else if (verdict.countsAsFiltered()) {
      filtered++;
    }
    if (verdict.outcome() == Verdict.Outcome.FILTER_FAILED) {
      filterFailures++;
      String reason = verdict.reason();
      error(clock.instant(), eventId, 0, reason == null ? "the filter failed" : reason);
    }
  }

  /** Notes that a person begins to leave events out; what was skipped before is not told. */
  void beginSkip() {
    if (skipsUnderWay++ == 0) {
      skippedTold = skipped;
    }
  }

  /**
   * Returns how many events were skipped that nobody has been told of yet: several people may skip
   * at once, and each event is told of to one of them.
   */
  long tellSkipped() {
    long untold = skipped - skippedTold;
    skippedTold = skipped;
    return untold;
  }

  /** Notes that a person who has begun to leave events out has been told of all, or has failed. */
  void endSkip() {
    skipsUnderWay--;
  }

  /** Notes how long an attempt took, if that is known. */
  void took(@Nullable Duration duration) {
    if (duration != null) {
      double nanos = duration.getSeconds() * 1e9 + duration.getNano(); // which may be any number
      answerNanos = answerNanos == 0 ? nanos : answerNanos + (nanos - answerNanos) / RECENT;
    }
  }

  /** Returns whether the receiver takes long to answer, on the average of recent attempts. */
  boolean isSlow(Duration mark) {
    return answerNanos > mark.toNanos();
  }

  void error(Instant at, @Nullable String eventId, int attempt, String reason) {
    DeliveryError error = new DeliveryError(at, eventId, attempt, shortened(reason));
    Deque<DeliveryError> kept = errors == null ? new ArrayDeque<>(2) : errors;
    errors = kept;
    if (kept.size() == ERRORS_KEPT) {
      kept.removeLast();
    }
    kept.addFirst(error);
  }

  private static String shortened(String reason) {
    return reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + "...";
  }

  List<DeliveryError> errors() {
    return errors == null ? List.of() : List.copyOf(errors);
  }

  /** Returns why the last attempt with an event failed, or null if that is forgotten. */
  static @Nullable String lastReason(List<DeliveryError> errors, String eventId) {
    return errors.stream()
        .filter(error -> eventId.equals(error.eventId()))
        .map(DeliveryError::reason)
        .findFirst()
        .orElse(null);
  }

  @Nullable String lastReason() {
    return errors == null ? null : errors.getFirst().reason();
  }
}
