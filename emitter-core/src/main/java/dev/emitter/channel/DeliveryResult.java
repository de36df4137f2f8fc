package dev.emitter.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a delivery ended. Immutable. */
public sealed interface DeliveryResult {

  /** Returns what the attempt left behind. */
  Evidence evidence();

  /** The receiver has the event. */
  record Delivered(Evidence evidence) implements DeliveryResult {}

  /**
   * The event was not delivered and is tried again.
   *
   * @param reason what happened and what to do, for a person
   * @param after the least wait that the receiver asks for, or null
   * @param countsTowardsDisable false for a fault that ends by itself and must not disable the
   *     emitter, such as a full disk
   */
  record Retry(
      String reason, @Nullable Duration after, boolean countsTowardsDisable, Evidence evidence)
      implements DeliveryResult {}

  /** The receiver will never take this event; the emitter goes on with the next. */
  record Rejected(String reason, Evidence evidence) implements DeliveryResult {}

  /** The receiver wants no more events; the emitter is disabled at once. */
  record Disable(String reason, Evidence evidence) implements DeliveryResult {}

  /** Returns the result of a delivery that was made. */
  static DeliveryResult delivered() {
    return new Delivered(Evidence.NONE);
  }

  /** Returns the result of a failure that is tried again and counts towards disabling. */
  static DeliveryResult retry(String reason) {
    return new Retry(reason, null, true, Evidence.NONE);
  }

  /** Returns the result of an event that can never be delivered. */
  static DeliveryResult rejected(String reason) {
    return new Rejected(reason, Evidence.NONE);
  }

  /** Returns the result of a receiver that wants no more. */
  static DeliveryResult disable(String reason) {
    return new Disable(reason, Evidence.NONE);
  }
}
