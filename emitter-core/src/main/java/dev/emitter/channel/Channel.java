package dev.emitter.channel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries the events of one emitter to its destination. Calls to {@code deliver} never overlap
 * unless the traits allow several in flight, and are made one after the other even then. The next
 * call may come on the thread that has completed the last, before {@code complete} returns, if the
 * channel does not block. {@code check} may be called at any time.
 */
public interface Channel {

  /** Returns how the channel wants to be driven; always the same. */
  ChannelTraits traits();

  /**
   * Delivers a batch, in order. The stage completes with one result for each delivery, by index. A
   * failure that can be expected is a result, never an exception; anything thrown counts as a
   * retry. When one delivery of a strictly ordered batch cannot be made now, the channel must not
   * make the later ones and returns a retry for them too. The same holds after deliveries that are
   * refused together ({@link DeliveryResult.Rejected#ofBatch}), whatever the order: an uncounted
   * retry without a wait then says that a delivery was not made, and counts as no attempt.
   *
   * @param batch from one delivery to as many as the traits say
   */
  CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch);

  /** Answers whether a delivery would work now, without making one. */
  default CompletionStage<CheckResult> check() {
    return CompletableFuture.completedFuture(CheckResult.OK);
  }

  /**
   * Returns what the channel offers beyond delivering, such as access to what it has stored, or
   * nothing if it offers no such thing. A channel around another one asks that one, too.
   *
   * @param type the interface or class asked for
   */
  default <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
  }

  /**
   * Lets go of everything; called once, after the last delivery has ended or been given up.
   *
   * @param grace how long it may take at most
   */
  void close(Duration grace);

  /**
   * Forgets what it has kept for the emitter; called once, after {@code close}, if the emitter was
   * removed. It is not called when a definition changes, or when the library closes.
   */
  default void removed() {}
}
