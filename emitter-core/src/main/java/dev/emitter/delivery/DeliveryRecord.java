package dev.emitter.delivery;

import dev.emitter.log.LoggedEvent;
import org.jspecify.annotations.Nullable;

/**
 * How an event stands with an emitter. Immutable.
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
     * The cursor has passed the event. Usually it was delivered; it may also have been parked and
     * discarded, or published before the current definition selected it. {@code Emitters.attempts}
     * shows what was sent.
     */
    DELIVERED,
    /** It was tried in vain and will be tried again. */
    FAILED,
    /** It was not tried yet. */
    WAITING,
    /** It was refused for good, and kept apart with the reason. */
    PARKED,
    /**
     * A person has left it out ({@code Emitters.skipToNow}); the latest 32 times are remembered. It
     * stays so if it is resubmitted.
     */
    SKIPPED
  }
}
