package dev.emitter.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What people have left out, for good: no later process may deliver it. The process in which that
 * was done may, since it can be under way. Not thread-safe.
 */
final class LeftOutEvents {

  private final Map<String, Set<Integer>> now = new HashMap<>();
  private final Map<String, Set<Integer>> before = new HashMap<>();

  /** Another process starts. */
  void nextProcess() {
    now.forEach(
        (id, numbers) -> before.computeIfAbsent(id, key -> new HashSet<>()).addAll(numbers));
    now.clear();
  }

  /** An emitter was asked to leave events out that had not come, and has said that it does. */
  void add(String emitterId, Set<Integer> numbers) {
    now.computeIfAbsent(emitterId, id -> new HashSet<>()).addAll(numbers);
  }

  /** An event has come: it was under way. */
  void came(String emitterId, int number) {
    now.getOrDefault(emitterId, new HashSet<>()).remove(number);
  }

  /** Returns whether an earlier process has left it out. */
  boolean contains(String emitterId, int number) {
    return before.getOrDefault(emitterId, Set.of()).contains(number);
  }
}
