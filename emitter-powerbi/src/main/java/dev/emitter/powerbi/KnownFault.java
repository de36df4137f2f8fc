package dev.emitter.powerbi;

import dev.emitter.channel.Delivery;
import io.cloudevents.CloudEvent;

/**
 * How many rows from some event on are known to hold a faulty one, while sending them has to wait.
 * Without it a search that takes more requests than the limits allow would begin anew each time.
 * Thread-safe.
 */
final class KnownFault {

  private String event = "";
  private int rows;

  /** Remembers what is known of the rows from an event on; fewer than two tell nothing. */
  synchronized void keep(Delivery first, int count) {
    event = name(first);
    rows = count > 1 ? count : 0;
  }

  /** Returns, once, how many rows from this event on hold a faulty one; 0 if nothing is known. */
  synchronized int take(Delivery first) {
    int known = name(first).equals(event) ? rows : 0;
    rows = 0;
    return known;
  }

  private static String name(Delivery delivery) {
    CloudEvent one = delivery.event().event(); // no attribute has a line break
    return one.getSource() + "\n" + one.getId();
  }
}
