package dev.emitter.cli;

import dev.emitter.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of an outbox: those on their way, in the order they were sent, and those that the log
 * has refused, in the order of the input. Guarded by the state of the outbox.
 */
final class OutgoingEvents {

  private static final int MOST_EVENTS = 1_000;
  private static final long MOST_BYTES = 4L << 20;

  private final Deque<Outgoing> outstanding = new ArrayDeque<>();
  private final TreeMap<Long, Outgoing> refused = new TreeMap<>();
  private long numbered;
  private long bytes;
  private int failed;
  private long lastAccepted = -1;

  /** Returns whether a new event may follow those on their way; never while one is refused. */
  boolean hasRoom(int size) {
    return refused.isEmpty()
        && failed == 0
        && (outstanding.isEmpty()
            || (outstanding.size() < MOST_EVENTS && bytes + size <= MOST_BYTES));
  }

  /** Adds a new event behind the others and returns it. */
  Outgoing add(EventLine line, int size, String place) {
    Outgoing event = new Outgoing(numbered++, line, size, place);
    enlist(event);
    return event;
  }

  private void enlist(Outgoing event) {
    outstanding.add(event);
    bytes += event.bytes();
  }

  /** Removes an event that could not be sent. */
  void withdraw(Outgoing event) {
    outstanding.removeLastOccurrence(event);
    bytes -= event.bytes();
  }

  /** Notes how an event ended: with a receipt or a failure. */
  void settle(Outgoing event, @Nullable Receipt receipt, @Nullable Throwable failure) {
    event.settle(receipt, failure);
    failed += receipt == null ? 1 : 0;
  }

  /** Takes the first event on its way if it has settled: to be accepted or refused; or null. */
  @Nullable Outgoing pollSettled() {
    Outgoing first = outstanding.peek();
    if (first == null || !first.isSettled()) {
      return null;
    }
    outstanding.remove();
    bytes -= first.bytes();
    return first;
  }

  /** Notes that the log has accepted an event taken by {@link #pollSettled}. */
  void accept(Outgoing event) {
    lastAccepted = Math.max(lastAccepted, event.number());
  }

  /** Keeps an event taken by {@link #pollSettled}, to be sent again. */
  void refuse(Outgoing event) {
    failed--;
    refused.put(event.number(), event);
  }

  /** Returns whether none is on its way. */
  boolean areSettled() {
    return outstanding.isEmpty();
  }

  /** Returns whether the log has refused one. */
  boolean hasRefused() {
    return !refused.isEmpty();
  }

  /** Returns the first event refused, once it is known what became of those behind it, or null. */
  @Nullable Outgoing firstRefused() {
    return refused.isEmpty() || !outstanding.isEmpty() ? null : refused.firstEntry().getValue();
  }

  /** Puts the first event refused on its way again, unless a later one has been refused by now. */
  @Nullable Outgoing pollRefused() {
    boolean inOrder =
        outstanding.isEmpty()
            || refused.isEmpty()
            || outstanding.peekLast().number() < refused.firstKey();
    if (refused.isEmpty() || failed > 0 || !inOrder) {
      return null;
    }
    Outgoing event = refused.pollFirstEntry().getValue();
    event.again();
    enlist(event);
    return event;
  }

  /** Returns which events the log has not accepted, as a phrase, or null if it has all. */
  @Nullable String unpublished() {
    List<Outgoing> left = new ArrayList<>(refused.values());
    left.addAll(outstanding);
    if (left.isEmpty()) {
      return null;
    }
    Outgoing first = left.get(0);
    return first.place()
        + (lastAccepted > first.number()
            ? ": " + left.size() + " of the events from this line on were not published"
            : ": nothing was published from this line on");
  }
}
