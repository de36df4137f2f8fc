package dev.emitter.engine;

import dev.emitter.log.StateStore;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A state that lasts as long as the test. */
final class StateInMemory implements StateStore {

  private final SortedMap<String, String> entries = new TreeMap<>();

  @Override
  public synchronized SortedMap<String, String> entries(String prefix) {
    SortedMap<String, String> found = new TreeMap<>(entries.tailMap(prefix));
    found.keySet().removeIf(key -> !key.startsWith(prefix));
    return found;
  }

  @Override
  public synchronized void write(Map<String, Optional<String>> changes) {
    changes.forEach(
        (key, value) ->
            value.ifPresentOrElse(text -> entries.put(key, text), () -> entries.remove(key)));
  }

  @Override
  public void close() {}
}
