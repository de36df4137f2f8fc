package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.log.EventLogException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way into the log: many at once, so that they share the cost of making them
 * durable, in order. What the log refuses, because its disk is full, is kept, and nothing new is
 * let in until the log has accepted it. Thread-safe.
 */
final class Outbox {

  private static final int MOST_EVENTS = 1_000;
  private static final long MOST_BYTES = 4L << 20;
  private static final int MOST_UNWRITTEN_IDS = 100_000;

  private final Emitters emitters;
  private final Deque<Outgoing> outstanding = new ArrayDeque<>();
  private final TreeMap<Long, Outgoing> refused = new TreeMap<>();
  private List<String> ids = new ArrayList<>();
  private final boolean keepsIds;
  private long numbered;
  private long bytes;
  private int failed;
  private boolean resending;
  private boolean writing;
  private boolean idsBehind;
  private long lastAccepted = -1;
  private boolean closed;
  private long blockedSince;
  private @Nullable Throwable fault;

  /** Is held from looking for room to the end of sending; taken before the monitor. */
  private final ReentrantLock sending = new ReentrantLock();

  /**
   * Creates an empty one.
   *
   * @param keepsIds whether somebody takes the ids of accepted events
   */
  Outbox(Emitters emitters, boolean keepsIds) {
    this.emitters = emitters;
    this.keepsIds = keepsIds;
  }

  // For the thread that publishes.

  /**
   * Publishes an event after those before it; waits only for room.
   *
   * @throws EventLogException if the thread is interrupted first
   */
  void publish(EventLine line, int size, String place) {
    boolean sent = false;
    while (!sent) {
      awaitRoom(size);
      sending.lock();
      try {
        Outgoing event = enlisted(line, size, place);
        if (event != null) {
          send(event);
          sent = true;
        }
      } finally {
        sending.unlock();
      }
    }
  }

  private synchronized void awaitRoom(int size) {
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
  private synchronized @Nullable Outgoing enlisted(EventLine line, int size, String place) {
    if (!hasRoom(size)) {
      return null;
    }
    Outgoing event = new Outgoing(numbered++, line, size, place);
    enlist(event);
    return event;
  }

  private boolean hasRoom(int size) {
    return refused.isEmpty()
        && failed == 0
        && !resending
        && ids.size() < MOST_UNWRITTEN_IDS
        && (outstanding.isEmpty()
            || (outstanding.size() < MOST_EVENTS && bytes + size <= MOST_BYTES));
  }

  private void enlist(Outgoing event) {
    outstanding.add(event);
    bytes += event.bytes();
  }

  private void send(Outgoing event) {
    CompletionStage<Receipt> stage;
    try {
      stage = emitters.publishAsync(event.line().topic(), event.line().event());
    } catch (EventLogException e) {
      if (Thread.currentThread().isInterrupted()) {
        withdraw(event);
        throw e;
      }
      settled(event, null, e);
      return;
    } catch (RuntimeException e) {
      withdraw(event);
      throw e;
    }
    stage.whenComplete((receipt, failure) -> settled(event, receipt, failure));
  }

  private synchronized void withdraw(Outgoing event) {
    outstanding.removeLastOccurrence(event);
    bytes -= event.bytes();
    settleFirst();
  }

  // For the log.

  /** Before the log has told a refusal, all is sent that does not know of it. */
  private void settled(Outgoing event, @Nullable Receipt receipt, @Nullable Throwable failure) {
    if (receipt != null) {
      settle(event, receipt, null);
      return;
    }
    sending.lock();
    try {
      settle(event, null, failure instanceof CompletionException ? failure.getCause() : failure);
    } finally {
      sending.unlock();
    }
  }

  private synchronized void settle(
      Outgoing event, @Nullable Receipt receipt, @Nullable Throwable failure) {
    event.settle(receipt, failure);
    failed += receipt == null ? 1 : 0;
    settleFirst();
  }

  /** Settles from the first on, so that ids come in the order of the log. */
  private void settleFirst() {
    Outgoing first = outstanding.peek();
    while (first != null && first.isSettled()) {
      outstanding.remove();
      bytes -= first.bytes();
      Receipt receipt = first.receipt();
      if (receipt == null) {
        refuse(first);
      } else {
        accept(first, receipt);
      }
      first = outstanding.peek();
    }
    notifyAll();
  }

  private void refuse(Outgoing event) {
    if (!isBlocked()) {
      blockedSince = System.nanoTime();
    }
    failed--;
    refused.put(event.number(), event);
    if (!(event.failure() instanceof EventLogException)) {
      fault = event.failure();
    }
  }

  private void accept(Outgoing event, Receipt receipt) {
    blockedSince = System.nanoTime();
    lastAccepted = Math.max(lastAccepted, event.number());
    if (keepsIds && receipt.position() != null && !closed) {
      ids.add(receipt.eventId());
    }
  }

  // For the thread that looks after what was accepted and refused.

  /** Waits until there are ids to write or events to send again; null when there never will be. */
  synchronized @Nullable List<String> awaitWork() throws InterruptedException {
    while (ids.isEmpty() && !idsBehind && firstRefused() == null && !closed) {
      wait();
    }
    if (closed && ids.isEmpty()) {
      return null;
    }
    List<String> taken = ids;
    ids = new ArrayList<>();
    writing = true;
    return taken;
  }

  /** Notes whether all ids that were taken could be written. */
  synchronized void written(boolean all) {
    if (!all && !isBlocked()) {
      blockedSince = System.nanoTime();
    }
    writing = false;
    idsBehind = !all;
    notifyAll();
  }

  /** Returns the first event refused, once it is known what became of those behind it, or null. */
  synchronized @Nullable Outgoing firstRefused() {
    return refused.isEmpty() || !outstanding.isEmpty() ? null : refused.firstEntry().getValue();
  }

  /** Waits a while, or until this is closed. */
  synchronized void pause(Duration time) throws InterruptedException {
    Deadline end = Deadline.in(time);
    while (!closed && !end.isOver()) {
      wait(Math.max(1, end.left().toMillis()));
    }
  }

  /**
   * Sends what was refused again: the first event alone and, if it is accepted, all others after
   * it. Returns whether the first was accepted. Another thread may publish only when it is known
   * what became of all of them, as the log keeps the order of one thread alone.
   */
  boolean resend() throws InterruptedException {
    begin();
    try {
      Outgoing first = next();
      if (first == null || !isAccepted(first)) {
        return false;
      }
      while (sendNext()) {
        // all of them, in order
      }
      awaitSettled();
      return true;
    } finally {
      end();
    }
  }

  private boolean sendNext() {
    sending.lock();
    try {
      Outgoing event = next();
      if (event != null) {
        send(event);
      }
      return event != null;
    } finally {
      sending.unlock();
    }
  }

  private synchronized void awaitSettled() throws InterruptedException {
    while (!outstanding.isEmpty() && !closed) {
      wait();
    }
  }

  private synchronized void begin() {
    resending = true;
  }

  private synchronized void end() {
    resending = false;
    notifyAll();
  }

  /** Takes the first event refused, unless a later one has been refused again by now. */
  private synchronized @Nullable Outgoing next() {
    boolean inOrder =
        outstanding.isEmpty()
            || refused.isEmpty()
            || outstanding.peekLast().number() < refused.firstKey();
    if (closed || refused.isEmpty() || failed > 0 || !inOrder) {
      return null;
    }
    Outgoing event = refused.pollFirstEntry().getValue();
    event.again();
    enlist(event);
    return event;
  }

  private boolean isAccepted(Outgoing event) throws InterruptedException {
    send(event);
    synchronized (this) {
      while (!event.isSettled()) {
        wait();
      }
      return event.receipt() != null;
    }
  }

  // For the run.

  private boolean isBlocked() {
    return !refused.isEmpty() || resending || idsBehind;
  }

  /** Returns how long it has been refused what it has; zero if it has not. */
  synchronized Duration blockedFor() {
    return isBlocked()
        ? Duration.ofNanos(Math.max(1, System.nanoTime() - blockedSince))
        : Duration.ZERO;
  }

  /** Waits until everything is accepted and every id written; returns whether in time. */
  synchronized boolean await(Duration time) throws InterruptedException {
    Deadline end = Deadline.in(time);
    while (!isEmpty() && !end.isOver()) {
      wait(Math.max(1, end.left().toMillis()));
    }
    return isEmpty();
  }

  private boolean isEmpty() {
    return outstanding.isEmpty() && !isBlocked() && ids.isEmpty() && !writing;
  }

  /** Gives up what the log has not accepted. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /**
   * Does nothing while all is well.
   *
   * @throws IllegalStateException if publishing failed for a fault of the program
   */
  synchronized void requireSound() {
    if (fault != null) {
      throw new IllegalStateException("publishing failed", fault);
    }
  }

  /** Returns which events the log has not accepted, as a phrase, or null if it has all. */
  synchronized @Nullable String unpublished() {
    List<Outgoing> left = new ArrayList<>(refused.values());
    left.addAll(outstanding);
    if (left.isEmpty()) {
      return null;
    }
    Outgoing first = refused.isEmpty() ? left.get(0) : refused.firstEntry().getValue();
    return first.place()
        + (lastAccepted > first.number()
            ? ": " + left.size() + " of the events from this line on were not published"
            : ": nothing was published from this line on");
  }
}
