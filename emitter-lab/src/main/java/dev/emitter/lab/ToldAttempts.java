package dev.emitter.lab;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import dev.emitter.delivery.EmitterState;
import dev.emitter.delivery.ParkedEvent;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a process tells: of each attempt once, and who is disabled. Not thread-safe. */
final class ToldAttempts implements EmitterListener {

  private final LibraryModel model;
  private final Set<String> told = new HashSet<>();

  ToldAttempts(LibraryModel model) {
    this.model = model;
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    if (!model.has(delivery.emitterId())) {
      return;
    }
    String event = delivery.event().event().getId();
    if (result instanceof DeliveryResult.Delivered) {
      model.settled().told(delivery.emitterId(), Integer.parseInt(event));
    }
    String attempt = delivery.emitterId() + "/" + event + "/" + delivery.attempt();
    if (!told.add(attempt)) {
      model.toldTwice(delivery.emitterId(), Integer.parseInt(event));
    }
  }

  @Override
  public void dropped(String emitterId, Topic topic, CloudEvent event) {
    if (model.has(emitterId)) {
      model.toldDropped(emitterId, Integer.parseInt(event.getId()));
    }
  }

  @Override
  public void droppedBetween(String emitterId, Position after, Position upTo, long most) {
    model.toldDropped(emitterId, after, upTo, most);
  }

  @Override
  public void parkedDropped(ParkedEvent event) {
    if (!model.has(event.emitterId())) {
      return;
    }
    model.toldParkedDropped(event.emitterId(), Integer.parseInt(event.origin().id()));
  }

  @Override
  public void stateChanged(String emitterId, EmitterState state, @Nullable String reason) {
    model.settled().toldState(emitterId, state == EmitterState.DISABLED);
  }
}
