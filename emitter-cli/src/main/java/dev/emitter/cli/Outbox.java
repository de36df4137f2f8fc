package dev.emitter.cli;

import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.log.EventLogException;
import java.time.Duration;
import java.util.List;
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

  private final Emitters emitters;
  private final OutboxState state;

  /** Is held from looking for room to the end of sending; taken before the state's monitor. */
  private final ReentrantLock sending = new ReentrantLock();

  /**
   * Creates an empty one.
   *
   * @param keepsIds whether somebody takes the ids of accepted events
   */
  Outbox(Emitters emitters, boolean keepsIds) {
    this.emitters = emitters;
    this.state = new OutboxState(keepsIds);
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
      state.awaitRoom(size);
      sending.lock();
      try {
        Outgoing event = state.enlisted(line, size, place);
        if (event != null) {
          send(event);
          sent = true;
        }
      } finally {
        sending.unlock();
      }
    }
  }

  private void send(Outgoing event) {
    CompletionStage<Receipt> stage;
    try {
      stage = emitters.publishAsync(event.line().topic(), event.line().event());
    } catch (EventLogException e) {
      if (Thread.currentThread().isInterrupted()) {
        state.withdraw(event);
        throw e;
      }
      settled(event, null, e);
      return;
    } catch (RuntimeException e) {
      state.withdraw(event);
      throw e;
    }
    stage.whenComplete((receipt, failure) -> settled(event, receipt, failure));
  }

  // For the log.

  /** Before the log has told a refusal, all is sent that does not know of it. */
  private void settled(Outgoing event, @Nullable Receipt receipt, @Nullable Throwable failure) {
    if (receipt != null) {
      state.settle(event, receipt, null);
      return;
    }
    sending.lock();
    try {
      state.settle(
          event, null, failure instanceof CompletionException ? failure.getCause() : failure);
    } finally {
      sending.unlock();
    }
  }

  // For the thread that looks after what was accepted and refused.

  /** Waits until there are ids to write or events to send again; null when there never will be. */
  @Nullable List<String> awaitWork() throws InterruptedException {
    return state.awaitWork();
  }

  /** Notes whether all ids that were taken could be written. */
  void written(boolean all) {
    state.written(all);
  }

  /** Returns the first event refused, once it is known what became of those behind it, or null. */
  @Nullable Outgoing firstRefused() {
    return state.firstRefused();
  }

  /** Waits a while, or until this is closed. */
  void pause(Duration time) throws InterruptedException {
    state.pause(time);
  }

  /**
   * Sends what was refused again: the first event alone and, if it is accepted, all others after
   * it. Returns whether the first was accepted. Another thread may publish only when it is known
   * what became of all of them, as the log keeps the order of one thread alone.
   */
  boolean resend() throws InterruptedException {
    state.beginResending();
    try {
      Outgoing first = state.next();
      if (first == null) {
        return false;
      }
      send(first);
      if (!state.awaitAccepted(first)) {
        return false;
      }
      while (sendNext()) {
        // all of them, in order
      }
      state.awaitSettled();
      return true;
    } finally {
      state.endResending();
    }
  }

  private boolean sendNext() {
    sending.lock();
    try {
      Outgoing event = state.next();
      if (event != null) {
        send(event);
      }
      return event != null;
    } finally {
      sending.unlock();
    }
  }

  // For the run.

  /** Returns how long it has been refused what it has; zero if it has not. */
  Duration blockedFor() {
    return state.blockedFor();
  }

  /** Waits until everything is accepted and every id written; returns whether in time. */
  boolean await(Duration time) throws InterruptedException {
    return state.awaitEmpty(time);
  }

  /** Gives up what the log has not accepted. */
  void close() {
    state.close();
  }

  /**
   * Does nothing while all is well.
   *
   * @throws IllegalStateException if publishing failed for a fault of the program
   */
  void requireSound() {
    Throwable fault = state.fault();
    if (fault != null) {
      throw new IllegalStateException("publishing failed", fault);
    }
  }

  /** Returns which events the log has not accepted, as a phrase, or null if it has all. */
  @Nullable String unpublished() {
    return state.unpublished();
  }
}
