package dev.emitter;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.DeliveryLogSource;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.InMemoryDeliveryLog;
import dev.emitter.delivery.OwnerLimit;
import dev.emitter.delivery.OwnerLimits;
import dev.emitter.engine.SafeListener;
import dev.emitter.log.EventLog;
import dev.emitter.problem.Loggers;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The delivery log of emitters, and how it comes to know. Thread-safe. */
final class DeliveryRecorder {

  private static final Logger LOG = Loggers.of(Emitters.class);

  private final DeliveryLog log;
  private final Clock clock;
  private final Function<String, @Nullable String> owners;
  private final long mostOfOwner;

  private DeliveryRecorder(
      DeliveryLog log, Clock clock, Function<String, @Nullable String> owners, OwnerLimits limits) {
    this.log = log;
    this.clock = clock;
    this.owners = owners;
    this.mostOfOwner = limits.of(OwnerLimit.ATTEMPTS);
  }

  /**
   * Takes the log given; else the one that the log of events brings; else one in memory.
   *
   * @param owners tells whom an emitter belongs to; null for operators
   */
  static DeliveryRecorder of(
      @Nullable DeliveryLog given,
      EventLog events,
      Clock clock,
      Function<String, @Nullable String> owners,
      OwnerLimits limits) {
    DeliveryLog log = given == null ? brought(events, clock) : given;
    return new DeliveryRecorder(log, clock, owners, limits);
  }

  private static DeliveryLog brought(EventLog events, Clock clock) {
    return events instanceof DeliveryLogSource source
        ? source.deliveryLog()
        : new InMemoryDeliveryLog(clock);
  }

  DeliveryLog log() {
    return log;
  }

  /**
   * Returns a listener that keeps the books and tells another one, if any; neither harms the other.
   */
  EmitterListener and(@Nullable EmitterListener told) {
    EmitterListener own = new AttemptListener(this);
    return told == null ? new SafeListener(own) : CompositeListener.of(told, own);
  }

  /**
   * Notes an attempt of which no listener is told.
   *
   * @param owner the user whom the definition belongs to; null for operators
   */
  void note(@Nullable String owner, Delivery delivery, DeliveryResult result) {
    try {
      record(owner, delivery, result);
    } catch (RuntimeException e) { // the delivery log may be the application's
      LOG.warn("an attempt was not recorded", e);
    }
  }

  /** Keeps an attempt of an emitter at work. */
  void record(Delivery delivery, DeliveryResult result) {
    record(owners.apply(delivery.emitterId()), delivery, result);
  }

  private void record(@Nullable String owner, Delivery delivery, DeliveryResult result) {
    DeliveryAttempt attempt = DeliveryAttempt.of(delivery, result, clock.instant());
    if (owner == null) {
      log.record(attempt);
    } else {
      log.recordOf(owner, mostOfOwner, attempt);
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
