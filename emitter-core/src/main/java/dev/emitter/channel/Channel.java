package dev.emitter.channel;

import java.time.Duration;
import java.util.List;
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
   * make the later ones and returns a retry for them too.
   *
   * @param batch from one delivery to as many as the traits say
   */
  CompletionStage<List<DeliveryResult>> deliver(List<Delivery> batch);

  /** Answers whether a delivery would work now, without making one. */
  default CompletionStage<CheckResult> check() {
    return CompletableFuture.completedFuture(CheckResult.OK);
  }

  /**
   * Lets go of everything; called once, after the last delivery has ended or been given up.
   *
   * @param grace how long it may take at most
   */
  void close(Duration grace);
}
