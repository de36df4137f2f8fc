package dev.emitter.delivery;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.log.LoggedEvent;

/**
 * What became of an event that was sent again. Immutable.
 *
 * @param emitterId the emitter that it was sent to
 * @param event the event
 * @param result the answer to the one attempt
 */
public record Resubmission(String emitterId, LoggedEvent event, DeliveryResult result) {

  /** Returns whether the event was delivered this time. */
  public boolean delivered() {
    return result instanceof DeliveryResult.Delivered;
  }
}
