package dev.emitter.delivery;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attempts of the delivery log are asked for. Immutable and thread-safe.
 *
 * @param emitterId the emitter; null for all
 * @param eventId the {@code id} of the event; null for all
 * @param outcomes how they ended; empty for all
 * @param from the first time at which they ended; null for the oldest attempt kept
 * @param until the time before which they ended; null for no end
 * @param limit how many at most, the newest of them
 */
public record AttemptQuery(
    @Nullable String emitterId,
    @Nullable String eventId,
    Set<DeliveryAttempt.Outcome> outcomes,
    @Nullable Instant from,
    @Nullable Instant until,
    int limit) {

  /** Asks for all, up to the newest 1,000. */
  public static final AttemptQuery ALL = new AttemptQuery(null, null, Set.of(), null, null, 1_000);

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if the limit is not positive
   */
  public AttemptQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit = " + limit + ": must be at least 1");
    }
    outcomes = Set.copyOf(outcomes);
  }

  /** Asks for attempts of an emitter, or of all for null. */
  public AttemptQuery emitter(@Nullable String id) {
    return new AttemptQuery(id, eventId, outcomes, from, until, limit);
  }

  /** Asks for attempts to deliver an event, or any for null. */
  public AttemptQuery event(@Nullable String id) {
    return new AttemptQuery(emitterId, id, outcomes, from, until, limit);
  }

  /** Asks for attempts that ended so. */
  public AttemptQuery outcomes(DeliveryAttempt.Outcome first, DeliveryAttempt.Outcome... more) {
    return new AttemptQuery(emitterId, eventId, EnumSet.of(first, more), from, until, limit);
  }

  /** Asks for attempts that ended at a time or later. */
  public AttemptQuery from(@Nullable Instant time) {
    return new AttemptQuery(emitterId, eventId, outcomes, time, until, limit);
  }

  /** Asks for attempts that ended before a time. */
  public AttemptQuery until(@Nullable Instant time) {
    return new AttemptQuery(emitterId, eventId, outcomes, from, time, limit);
  }

  /** Asks for so many attempts at most. */
  public AttemptQuery limit(int attempts) {
    return new AttemptQuery(emitterId, eventId, outcomes, from, until, attempts);
  }

  /** Returns whether an attempt is asked for; the limit is for the caller. */
  public boolean matches(DeliveryAttempt attempt) {
    return (emitterId == null || emitterId.equals(attempt.emitterId()))
        && (eventId == null || eventId.equals(attempt.eventId()))
        && (outcomes.isEmpty() || outcomes.contains(attempt.outcome()))
        && (from == null || !attempt.at().isBefore(from))
        && (until == null || attempt.at().isBefore(until));
  }
}
