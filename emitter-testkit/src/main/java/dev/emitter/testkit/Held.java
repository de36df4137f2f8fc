package dev.emitter.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many batches of each emitter wait for the test or its clock. Thread-safe. */
final class Held {

  private final Map<String, Integer> batches = new ConcurrentHashMap<>();

  void enter(String emitterId) {
    batches.merge(emitterId, 1, Integer::sum);
  }

  void leave(String emitterId) {
    batches.merge(emitterId, -1, Integer::sum);
  }

  int count(String emitterId) {
    return batches.getOrDefault(emitterId, 0);
  }
}
