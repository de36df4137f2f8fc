package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.log.LoggedEvent;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An event that a person sends again, outside the order of the log; it is tried once.
 *
 * @param event the event
 * @param request tells it from other requests to send the event again
 * @param result completes with the answer
 */
record ResendRequest(LoggedEvent event, String request, CompletableFuture<DeliveryResult> result) {

  /** Returns one of an event, told from others by chance. */
  static ResendRequest of(LoggedEvent event, CompletableFuture<DeliveryResult> result) {
    return new ResendRequest(event, UUID.randomUUID().toString(), result);
  }
}
