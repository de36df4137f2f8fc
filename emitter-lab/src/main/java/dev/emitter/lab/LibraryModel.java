package dev.emitter.lab;

import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What receivers must have got: every event whose publication was acknowledged, in order, and not
 * again what they had got before cursors were stored. Not thread-safe.
 */
final class LibraryModel {

  private final Receivers receivers;
  private final Map<Position, Published> acknowledged = new TreeMap<>();
  private final Map<Integer, Published> published = new HashMap<>();
  private final Map<String, Map<Integer, Integer>> settled = new HashMap<>();

  LibraryModel(Receivers receivers) {
    this.receivers = receivers;
  }

  /** An event as it is published. */
  record Published(int number, Topic topic, String type) {}

  /** An event is about to be published. */
  void publishing(Published event) {
    published.put(event.number(), event);
  }

  /** The publication of an event was acknowledged. */
  void acknowledged(Published event, Position position) {
    Published before = acknowledged.put(position, event);
    if (before != null) {
      throw new Violation(position + " was given to " + before + " and to " + event);
    }
  }

  /** Returns how often each emitter's receiver got each event that this process has delivered. */
  Map<String, Map<Integer, Integer>> delivered(List<EmitterDefinition> emitters) {
    Map<String, Map<Integer, Integer>> delivered = new HashMap<>();
    for (EmitterDefinition one : emitters) {
      Map<Integer, Integer> counts = counts(one.id());
      counts.keySet().retainAll(receivers.receivedNow(one.id())); // others may still be pending
      delivered.put(one.id(), counts);
    }
    return delivered;
  }

  /** Cursors were stored after this had been delivered. */
  void stored(Map<String, Map<Integer, Integer>> delivered) {
    delivered.forEach(
        (id, counts) -> settled.computeIfAbsent(id, key -> new HashMap<>()).putAll(counts));
  }

  /** Returns how often the receiver of an emitter got each event. */
  private Map<Integer, Integer> counts(String emitterId) {
    Map<Integer, Integer> counts = new HashMap<>();
    receivers.received(emitterId).forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }

  /**
   * Checks what the receiver of an emitter has got, once everything is delivered.
   *
   * @throws Violation if it is not what it should be
   */
  void judge(EmitterDefinition emitter) {
    List<Integer> received = receivers.received(emitter.id());
    List<Integer> expected = new ArrayList<>();
    for (Published one : acknowledged.values()) {
      if (selects(emitter, one)) {
        expected.add(one.number());
      }
    }
    FirstArrivals first = new FirstArrivals(emitter.id(), received);
    first.requireAll(expected);
    for (Integer one : received) {
      Published event = published.get(one);
      require(event != null && selects(emitter, event), emitter, "got " + event, received);
    }
    if (emitter.delivery().ordering() == Ordering.STRICT) {
      first.requireOrder(expected);
    }
    judgeRepetitions(emitter, received);
  }

  private void judgeRepetitions(EmitterDefinition emitter, List<Integer> received) {
    Map<Integer, Integer> counts = counts(emitter.id());
    settled
        .getOrDefault(emitter.id(), Map.of())
        .forEach(
            (one, before) ->
                require(
                    before.equals(counts.get(one)) || receivers.answeredLate(emitter.id(), one),
                    emitter,
                    "repeated " + one + " although its cursor was stored",
                    received));
  }

  private static boolean selects(EmitterDefinition emitter, Published event) {
    return emitter.subscription().selects(event.topic())
        && (emitter.messages().isEmpty() || emitter.messages().contains(event.type()));
  }

  private static void require(
      boolean holds, EmitterDefinition emitter, String what, List<Integer> received) {
    if (!holds) {
      throw new Violation(emitter.id() + " " + what + "; it got " + received);
    }
  }
}
