package dev.emitter.testkit;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;

/**
 * An attempt to deliver and how it ended. Immutable.
 *
 * @param delivery what was to be delivered
 * @param result what the channel answered
 */
public record Attempt(Delivery delivery, DeliveryResult result) {

  /** Returns whether the event was delivered. */
  public boolean delivered() {
    return result instanceof DeliveryResult.Delivered;
  }
}
