package dev.emitter;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import java.time.Duration;

/**
 * Tells the delivery log of every attempt, those with the library's own events too. As thread-safe
 * as the log.
 */
record AttemptListener(DeliveryRecorder books) implements EmitterListener {

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    books.record(delivery, result);
  }
}
