package dev.emitter.testkit;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts what a log tells. Thread-safe. */
final class CountingListener implements LogListener {

  private final AtomicInteger appended = new AtomicInteger();
  private final List<String> lost = new CopyOnWriteArrayList<>();

  int calls() {
    return appended.get();
  }

  /** Returns the ids of the events dropped or discarded. */
  List<String> lost() {
    return lost;
  }

  @Override
  public void appended() {
    appended.incrementAndGet();
  }

  @Override
  public void dropping(LoggedEvent event) {
    lost.add(event.event().event().getId());
  }

  @Override
  public void discarded(Topic topic, EncodedEvent event) {
    lost.add(event.event().getId());
  }

  @Override
  public @Nullable String whoHolds() {
    return null;
  }
}
