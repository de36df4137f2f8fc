package dev.emitter.lab;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.delivery.EmitterListener;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What a process tells of attempts: of each once. Not thread-safe. */
final class ToldAttempts implements EmitterListener {

  private final LibraryModel model;
  private final Set<String> told = new HashSet<>();

  ToldAttempts(LibraryModel model) {
    this.model = model;
  }

  @Override
  public void attempted(Delivery delivery, DeliveryResult result, Duration took) {
    String event = delivery.event().event().getId();
    String attempt = delivery.emitterId() + "/" + event + "/" + delivery.attempt();
    if (!told.add(attempt)) {
      model.toldTwice(delivery.emitterId(), Integer.parseInt(event));
    }
  }
}
