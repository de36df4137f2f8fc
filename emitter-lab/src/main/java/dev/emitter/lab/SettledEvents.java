package dev.emitter.lab;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What was delivered, and how often, when cursors were stored: no process may deliver it again. Not
 * thread-safe.
 */
final class SettledEvents {

  private final Map<String, Map<Integer, Integer>> stored = new HashMap<>();
  private final Map<String, Set<Integer>> told = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();

  /** Another process starts, which has told nothing. */
  void nextProcess() {
    told.clear();
    disabled.clear();
  }

  /** The process has told that an event is delivered: its answer is settled. */
  void told(String emitterId, int number) {
    told.computeIfAbsent(emitterId, id -> new HashSet<>()).add(number);
  }

  /** The process has told whether an emitter is disabled. */
  void toldState(String emitterId, boolean isDisabled) {
    disabled.remove(emitterId);
    if (isDisabled) {
      disabled.add(emitterId);
    }
  }

  /**
   * Returns which of the events that have reached the receiver of an emitter are settled, once the
   * process is quiet: all, unless the emitter is disabled. Nobody waits for what that one has under
   * way, so only what was told counts.
   *
   * @param counts how often each event came
   */
  Map<Integer, Integer> ofDelivered(String emitterId, Map<Integer, Integer> counts) {
    Map<Integer, Integer> settled = new HashMap<>(counts);
    if (disabled.contains(emitterId)) {
      settled.keySet().retainAll(told.getOrDefault(emitterId, Set.of()));
    }
    return settled;
  }

  /** Cursors were stored after this had been delivered, by emitter and event: how often it came. */
  void stored(Map<String, Map<Integer, Integer>> delivered) {
    delivered.forEach(
        (id, counts) -> stored.computeIfAbsent(id, key -> new HashMap<>()).putAll(counts));
  }

  /** Returns whether a cursor was stored after the event had been delivered. */
  boolean isStored(String emitterId, int number) {
    return stored.getOrDefault(emitterId, Map.of()).containsKey(number);
  }

  /** Returns how often each event came. */
  static Map<Integer, Integer> counts(List<Integer> received) {
    Map<Integer, Integer> counts = new HashMap<>();
    received.forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }

  /**
   * Requires that nothing came once more after its cursor was stored.
   *
   * @param received all that has come
   * @param mayRepeat which events may
   * @throws Violation if one did
   */
  void requireNoRepetition(String emitterId, List<Integer> received, IntPredicate mayRepeat) {
    Map<Integer, Integer> counts = counts(received);
    stored
        .getOrDefault(emitterId, Map.of())
        .forEach(
            (one, before) -> {
              if (!before.equals(counts.get(one)) && !mayRepeat.test(one)) {
                throw new Violation(
                    emitterId
                        + " repeated "
                        + one
                        + " although its cursor was stored; it got "
                        + received);
              }
            });
  }
}
