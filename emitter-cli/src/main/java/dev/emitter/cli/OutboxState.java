package dev.emitter.cli;

import dev.emitter.Receipt;
import dev.emitter.log.EventLogException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox knows of its events and their ids, and where threads wait for that to change. It
 * calls nobody, so its monitor is always the last lock taken. Thread-safe.
 */
final class OutboxState {

  private final boolean keepsIds;
  private final OutgoingEvents events = new OutgoingEvents();
  private final AcceptedIds ids = new AcceptedIds();
  private boolean resending;
  private boolean closed;
  private long blockedSince;
  private @Nullable Throwable fault;

  /**
   * Creates that of an empty outbox.
   *
   * @param keepsIds whether somebody takes the ids of accepted events
   */
  OutboxState(boolean keepsIds) {
    this.keepsIds = keepsIds;
  }

  // What is sent, and what becomes of it.

  /**
   * Waits until a new event may be sent.
   *
   * @throws EventLogException if the thread is interrupted first
   */
  synchronized void awaitRoom(int size) {
    try {
      while (!hasRoom(size)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventLogException("interrupted before there was room", e);
    }
  }

  /** Returns the event in its place behind the others, or null if there is no room by now. */
  synchronized @Nullable Outgoing enlisted(EventLine line, int size, String place) {
    return hasRoom(size) ? events.add(line, size, place) : null;
  }

  private boolean hasRoom(int size) {
    return !resending && ids.hasRoom() && events.hasRoom(size);
  }

  /** Forgets an event that could not be sent. */
  synchronized void withdraw(Outgoing event) {
    events.withdraw(event);
    settleFirst();
  }

  /** Notes how an event ended: with a receipt or a failure. */
  synchronized void settle(Outgoing event, @Nullable Receipt receipt, @Nullable Throwable failure) {
    events.settle(event, receipt, failure);
    settleFirst();
  }

  /** Settles from the first on, so that ids come in the order of the log. */
  private void settleFirst() {
    for (Outgoing first = events.pollSettled(); first != null; first = events.pollSettled()) {
      Receipt receipt = first.receipt();
      if (receipt == null) {
        refuse(first);
      } else {
        accept(first, receipt);
      }
    }
    notifyAll();
  }

  private void refuse(Outgoing event) {
    if (!isBlocked()) {
      blockedSince = System.nanoTime();
    }
    events.refuse(event);
    if (!(event.failure() instanceof EventLogException)) {
      fault = event.failure();
    }
  }

  private void accept(Outgoing event, Receipt receipt) {
    blockedSince = System.nanoTime();
    events.accept(event);
    if (keepsIds && receipt.position() != null && !closed) {
      ids.add(receipt.eventId());
    }
  }

  // What is sent again.

  /** Lets nothing new in until the end of resending. */
  synchronized void beginResending() {
    resending = true;
  }

  synchronized void endResending() {
    resending = false;
    notifyAll();
  }

  /** Returns the first event refused, once it is known what became of those behind it, or null. */
  synchronized @Nullable Outgoing firstRefused() {
    return events.firstRefused();
  }

  /** Takes the first event refused, unless a later one has been refused again by now, or null. */
  synchronized @Nullable Outgoing next() {
    return closed ? null : events.pollRefused();
  }

  /** Waits until the event has settled, and returns whether it was accepted. */
  synchronized boolean awaitAccepted(Outgoing event) throws InterruptedException {
    while (!event.isSettled()) {
      wait();
    }
    return event.receipt() != null;
  }

  /** Waits until all events on their way have settled, or until the outbox is closed. */
  synchronized void awaitSettled() throws InterruptedException {
    while (!events.areSettled() && !closed) {
      wait();
    }
  }

  // What is written.

  /** Waits until there are ids to write or events to send again; null when there never will be. */
  synchronized @Nullable List<String> awaitWork() throws InterruptedException {
    while (ids.isEmpty() && !ids.isBehind() && events.firstRefused() == null && !closed) {
      wait();
    }
    return closed && ids.isEmpty() ? null : ids.take();
  }

  /** Notes whether all ids that were taken could be written. */
  synchronized void written(boolean all) {
    if (!all && !isBlocked()) {
      blockedSince = System.nanoTime();
    }
    ids.written(all);
    notifyAll();
  }

  // How it stands.

  private boolean isBlocked() {
    return events.hasRefused() || resending || ids.isBehind();
  }

  /** Returns how long it has been refused what it has; zero if it has not. */
  synchronized Duration blockedFor() {
    return isBlocked()
        ? Duration.ofNanos(Math.max(1, System.nanoTime() - blockedSince))
        : Duration.ZERO;
  }

  /** Waits until everything is accepted and every id written; returns whether in time. */
  synchronized boolean awaitEmpty(Duration time) throws InterruptedException {
    Deadline end = Deadline.in(time);
    while (!isEmpty() && !end.isOver()) {
      wait(Math.max(1, end.left().toMillis()));
    }
    return isEmpty();
  }

  private boolean isEmpty() {
    return events.areSettled() && !isBlocked() && ids.isIdle();
  }

  /** Waits a while, or until the outbox is closed. */
  synchronized void pause(Duration time) throws InterruptedException {
    Deadline end = Deadline.in(time);
    while (!closed && !end.isOver()) {
      wait(Math.max(1, end.left().toMillis()));
    }
  }

  /** Ends all waiting for what the log has not accepted. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Returns why publishing failed for a fault of the program, or null. */
  synchronized @Nullable Throwable fault() {
    return fault;
  }

  /** Returns which events the log has not accepted, as a phrase, or null if it has all. */
  synchronized @Nullable String unpublished() {
    return events.unpublished();
  }
}
