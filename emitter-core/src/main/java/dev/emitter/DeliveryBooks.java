package dev.emitter;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.DeliveryLogSource;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.InMemoryDeliveryLog;
import dev.emitter.engine.SafeListener;
import dev.emitter.log.EventLog;
import dev.emitter.problem.Loggers;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The delivery log of emitters, and how it comes to know. Thread-safe. */
final class DeliveryBooks {

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final DeliveryLog log;
  private final Clock clock;

  private DeliveryBooks(DeliveryLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Takes the log given; else the one that the log of events brings; else one in memory. */
  static DeliveryBooks of(@Nullable DeliveryLog given, EventLog events, Clock clock) {
    if (given != null) {
      return new DeliveryBooks(given, clock);
    }
    return new DeliveryBooks(
        events instanceof DeliveryLogSource source
            ? source.deliveryLog()
            : new InMemoryDeliveryLog(clock),
        clock);
  }

  DeliveryLog log() {
    return log;
  }

  /**
   * Returns a listener that keeps the books and tells another one, if any; neither harms the other.
   */
  EmitterListener and(@Nullable EmitterListener told) {
    EmitterListener own = new AttemptListener(log, clock);
    return told == null ? new SafeListener(own) : BothListeners.of(told, own);
  }

  /** Notes an attempt of which no listener is told. */
  void note(Delivery delivery, DeliveryResult result) {
    try {
      log.record(DeliveryAttempt.of(delivery, result, clock.instant()));
    } catch (RuntimeException e) { // the delivery log may be the application's
      LOG.warn("an attempt was not recorded", e);
    }
  }

  void close() {
    try {
      log.close();
    } catch (RuntimeException e) { // the delivery log may be the application's
      LOG.warn("the delivery log could not be closed", e);
    }
  }
}
