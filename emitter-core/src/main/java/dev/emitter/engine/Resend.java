package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.log.LoggedEvent;
import java.util.concurrent.CompletableFuture;

/**
 * An event that a person sends again, outside the order of the log; it is tried once.
 *
 * @param event the event
 * @param result completes with the answer
 */
record Resend(LoggedEvent event, CompletableFuture<DeliveryResult> result) {

  /** Answers for a channel that has not, or is not asked any more. */
  void giveUp(String reason, Effects effects) {
    effects.add(() -> result.complete(DeliveryResult.retry(reason)));
  }
}
