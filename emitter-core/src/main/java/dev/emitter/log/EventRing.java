package dev.emitter.log;

import dev.emitter.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events by their sequence number, the oldest first, in an array that grows as needed. Not
 * thread-safe.
 */
final class EventRing {

  private @Nullable LoggedEvent[] slots = new LoggedEvent[64];
  private int[] weights = new int[64];
  private long first = 1;
  private long next = 1;
  private long weight;

  /** Returns the number that the next event gets. */
  long next() {
    return next;
  }

  /** Returns the number of the oldest event kept, or of the next one if none is kept. */
  long first() {
    return first;
  }

  long size() {
    return next - first;
  }

  long weight() {
    return weight;
  }

  void add(LoggedEvent event) {
    if (size() == slots.length) {
      grow();
    }
    slots[slot(next)] = event;
    weights[slot(next)] = event.event().weight() + weight(event.topic());
    weight += weights[slot(next)];
    next++;
  }

  private void grow() {
    @Nullable LoggedEvent[] larger = new LoggedEvent[slots.length * 2];
    int[] largerWeights = new int[larger.length];
    for (long sequence = first; sequence < next; sequence++) {
      larger[(int) (sequence % larger.length)] = slots[slot(sequence)];
      largerWeights[(int) (sequence % larger.length)] = weights[slot(sequence)];
    }
    slots = larger;
    weights = largerWeights;
  }

  private static int weight(Topic topic) {
    int sum = 0;
    for (String segment : topic.segments()) {
      sum += 50 + segment.length();
    }
    return sum;
  }

  LoggedEvent get(long sequence) {
    LoggedEvent event = slots[slot(sequence)];
    if (event == null || sequence < first || sequence >= next) {
      throw new IllegalArgumentException("event " + sequence + " is not in the log");
    }
    return event;
  }

  void removeFirst() {
    weight -= weights[slot(first)];
    slots[slot(first)] = null;
    first++;
  }

  List<LoggedEvent> after(long sequence, int max) {
    long from = Math.max(sequence + 1, first);
    long to = Math.min(next, from + max);
    if (from >= to) {
      return List.of();
    }
    List<LoggedEvent> events = new ArrayList<>((int) (to - from));
    for (long i = from; i < to; i++) {
      events.add(get(i));
    }
    return events;
  }

  private int slot(long sequence) {
    return (int) (sequence % slots.length);
  }
}
