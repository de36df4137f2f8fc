package dev.emitter.engine;

import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import java.time.Instant;
import java.util.Comparator;

/**
 * An event set aside, with its copy.
 *
 * @param event what people see of it, which reads the copy
 */
record Parked(ParkedEvent event, ParkedCopy copy) {

  static final Comparator<Parked> OLDEST_FIRST =
      Comparator.comparing((Parked one) -> one.event().at()).thenComparing(Parked::position);

  private static final int REASON_LENGTH = 2_000;

  /** Sets an event aside. */
  static Parked of(String emitterId, LoggedEvent logged, String reason, int attempts, Instant at) {
    String shortened =
        reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH) + "...";
    ParkedCopy copy = ParkedCopy.of(logged.event());
    ParkedEvent.Origin origin = ParkedEvent.Origin.of(logged);
    return new Parked(new ParkedEvent(emitterId, origin, copy, shortened, attempts, at), copy);
  }

  /** Returns the same for an emitter of another id. */
  Parked movedTo(String emitterId) {
    return new Parked(
        new ParkedEvent(
            emitterId, event.origin(), copy, event.reason(), event.attempts(), event.at()),
        copy);
  }

  Position position() {
    return event.position();
  }

  /** Returns the key of what is stored of it. */
  String key() {
    return StateKeys.PARKED + event.position() + "/" + event.emitterId();
  }
}
