package dev.emitter.kafka;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a record was not written, for a person.
 *
 * @param kind what it means for the event
 * @param reason where, what is wrong and what to do
 * @param after the least wait before the next attempt, or null
 * @param connectionLost whether the producer is of no use any more
 */
record Fault(Kind kind, String reason, @Nullable Duration after, boolean connectionLost) {

  /** What becomes of the event. */
  enum Kind {
    /** It is tried again, and the failure counts towards disabling the emitter. */
    RETRY,
    /** It is tried again; the failure is not the emitter's. */
    PASSING,
    /** It is set aside. */
    REJECTED,
    /** The emitter is disabled. */
    DISABLE
  }

  static Fault of(Kind kind, String reason) {
    return new Fault(kind, reason, null, false);
  }

  Fault losingConnection() {
    return new Fault(kind, reason, after, true);
  }

  Fault waiting(Duration least) {
    return new Fault(kind, reason, least, connectionLost);
  }

  /** Returns whether no later event may be written before this one. */
  boolean stops() {
    return kind != Kind.REJECTED;
  }

  DeliveryResult result(@Nullable Duration took) {
    Evidence evidence = Evidence.of(took);
    return switch (kind) {
      case RETRY -> DeliveryResult.retry(reason).after(after).with(evidence);
      case PASSING -> DeliveryResult.retry(reason).after(after).uncounted().with(evidence);
      case REJECTED -> DeliveryResult.rejected(reason).with(evidence);
      case DISABLE -> DeliveryResult.disable(reason).with(evidence);
    };
  }
}
