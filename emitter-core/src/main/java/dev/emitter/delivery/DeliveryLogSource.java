package dev.emitter.delivery;

/**
 * Is implemented by an event log that has a place for the delivery log too, such as a directory:
 * then that is the default one.
 */
@FunctionalInterface
public interface DeliveryLogSource {

  /**
   * Returns the delivery log that is kept beside the events, the same at each call. The event log
   * closes it, if nobody did before.
   */
  DeliveryLog deliveryLog();
}
