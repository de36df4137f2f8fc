package dev.emitter.lab;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import org.jspecify.annotations.Nullable;

/** Listens to a log for nobody. Immutable. */
final class Unheard implements LogListener {

  @Override
  public void appended() {}

  @Override
  public void dropping(LoggedEvent event) {}

  @Override
  public void discarded(Topic topic, EncodedEvent event) {}

  @Override
  public @Nullable String whoHolds() {
    return null;
  }
}
