package dev.emitter;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.engine.SafeListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells two listeners everything; what one throws, the other does not notice. */
record CompositeListener(EmitterListener first, EmitterListener second) implements EmitterListener {

  static EmitterListener of(EmitterListener first, EmitterListener second) {
    return new CompositeListener(new SafeListener(first), new SafeListener(second));
  }

  @Override
  public void registered(String emitterId, String type, @Nullable String owner) {
    first.registered(emitterId, type, owner);
    second.registered(emitterId, type, owner);
  }

  @Override
  public void published(Topic topic, CloudEvent event, Duration took) {
    first.published(topic, event, took);
    second.published(topic, event, took);
  }

  @Override
  public void matched(String emitterId, LoggedEvent event) {
    first.matched(emitterId, event);
    second.matched(emitterId, event);
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    first.attempted(delivery, result, took);
    second.attempted(delivery, result, took);
  }

  @Override
  public void parked(ParkedEvent event) {
    first.parked(event);
    second.parked(event);
  }

  @Override
  public void parkedDropped(ParkedEvent event) {
    first.parkedDropped(event);
    second.parkedDropped(event);
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    first.dropped(emitterId, topic, event);
    second.dropped(emitterId, topic, event);
  }

  @Override
  public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
    first.droppedBetween(emitterId, after, upTo, most);
    second.droppedBetween(emitterId, after, upTo, most);
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    first.stateChanged(emitterId, state, reason);
    second.stateChanged(emitterId, state, reason);
  }
}
