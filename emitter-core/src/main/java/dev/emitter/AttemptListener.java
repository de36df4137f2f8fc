package dev.emitter;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the delivery log of every attempt (requirement C1), those with the library's own events
 * too, and another listener of everything. As thread-safe as both.
 */
record AttemptListener(EmitterListener listener, DeliveryLog log, Clock clock)
    implements EmitterListener {

  @Override
  public void registered(String emitterId, String type, @Nullable String owner) {
    listener.registered(emitterId, type, owner);
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    listener.attempted(delivery, result, took);
    log.record(DeliveryAttempt.of(delivery, result, clock.instant()));
  }

  @Override
  public void published(Topic topic, CloudEvent event, Duration took) {
    listener.published(topic, event, took);
  }

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    listener.matched(emitterId, event);
  }

  @Override
  public void parked(ParkedEvent event) {
    listener.parked(event);
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    listener.dropped(emitterId, topic, event);
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    listener.stateChanged(emitterId, state, reason);
  }
}
