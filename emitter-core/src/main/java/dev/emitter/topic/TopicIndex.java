package dev.emitter.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Temporary. */
public final class TopicIndex<V> {

  private final List<Map.Entry<Subscription, V>> entries = new ArrayList<>();

  /** Temporary. */
  public TopicIndex() {}

  /** Temporary. */
  public void add(Subscription subscription, V value) {
    entries.add(Map.entry(subscription, value));
  }

  /** Temporary. */
  public void remove(Subscription subscription, V value) {
    entries.removeIf(e -> e.getValue().equals(value));
  }

  /** Temporary. */
  public void forEach(Topic topic, Consumer<V> action) {
    entries.stream()
        .filter(e -> e.getKey().selects(topic))
        .map(Map.Entry::getValue)
        .forEach(action);
  }
}
