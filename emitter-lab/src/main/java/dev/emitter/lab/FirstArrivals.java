package dev.emitter.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the receiver of one emitter has got, each event at its first arrival: deliveries are at
 * least once, so that later ones say nothing about the order. Immutable.
 */
final class FirstArrivals {

  private final String emitterId;
  private final List<Integer> received;
  private final Set<Integer> first;

  /** Creates it from the numbers of all events as they came. */
  FirstArrivals(String emitterId, List<Integer> received) {
    this.emitterId = emitterId;
    this.received = List.copyOf(received);
    this.first = new LinkedHashSet<>(received);
  }

  /** Returns how many events arrived once more. */
  int repeated() {
    return received.size() - first.size();
  }

  /**
   * Requires that all of these have arrived.
   *
   * @throws Violation if one has not; the message names those that were lost
   */
  void requireAll(List<Integer> expected) {
    List<Integer> lost = expected.stream().filter(one -> !first.contains(one)).toList();
    require(lost.isEmpty(), "lost " + lost);
  }

  /**
   * Requires that these have arrived in this order, whatever else came between them.
   *
   * @throws Violation if they have not
   */
  void requireOrder(List<Integer> expected) {
    Set<Integer> wanted = new LinkedHashSet<>(expected);
    List<Integer> order = first.stream().filter(wanted::contains).toList();
    require(order.equals(expected), "out of order, expected " + expected);
  }

  /**
   * Requires that numbers only grew, also those of events that were not acknowledged.
   *
   * @throws Violation if one came after a greater one
   */
  void requireGrowing() {
    int last = Integer.MIN_VALUE;
    for (int one : first) {
      require(one > last, "out of order: " + one + " came after " + last);
      last = one;
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation(emitterId + " " + what + "; it got " + received);
    }
  }
}
