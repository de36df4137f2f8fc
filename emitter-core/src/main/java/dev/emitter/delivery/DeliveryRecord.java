package dev.emitter.delivery;

import dev.emitter.log.LoggedEvent;
import org.jspecify.annotations.Nullable;

/**
 * How an event stands with an emitter (requirement R4). Immutable.
 *
 * @param emitterId the emitter
 * @param event the event
 * @param state how it stands
 * @param attempts how many attempts have failed, as far as they are remembered
 * @param reason why the last one failed, or it was set aside; null if that is not known
 */
public record DeliveryRecord(
    String emitterId, LoggedEvent event, State state, int attempts, @Nullable String reason) {

  /** How an event stands with an emitter. */
  public enum State {
    /**
     * The emitter is done with it: it was delivered, unless it was set aside and forgotten, or the
     * definition that selects it is younger.
     */
    DELIVERED,
    /** It was tried in vain and will be tried again. */
    FAILED,
    /** It was not tried yet. */
    WAITING,
    /** It was set aside. */
    PARKED
  }
}
