package dev.emitter.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks after an outbox on a thread of its own: writes the ids of what was accepted, without
 * waiting for more, and sends again what was refused. Used once.
 */
final class OutboxKeeper implements Runnable {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Outbox outbox;
  private final @Nullable Acks acks;
  private final Messages messages;
  private final Thread thread = new Thread(this, "emitter-outbox");
  private boolean toldOfAcks;
  private boolean toldOfLog;
  private volatile boolean behind;
  private volatile @Nullable Throwable failure;

  OutboxKeeper(Outbox outbox, @Nullable Acks acks, Messages messages) {
    this.outbox = outbox;
    this.acks = acks;
    this.messages = messages;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      for (List<String> ids = outbox.awaitWork(); ids != null; ids = outbox.awaitWork()) {
        outbox.written(write(ids));
        if (behind) {
          outbox.pause(PAUSE);
        }
        resend();
      }
      write(List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // the thread that waits for this one throws it on
      failure = e;
    }
  }

  private boolean write(List<String> ids) {
    if (acks == null) {
      return true;
    }
    try {
      acks.write(ids);
      behind = false;
      toldOfAcks = false;
    } catch (IOException e) {
      behind = true;
      if (!toldOfAcks) {
        toldOfAcks = true;
        messages.say(Texts.oneLine(e.getMessage() + "; it is tried again"));
      }
    }
    return !behind;
  }

  private void resend() throws InterruptedException {
    Outgoing first = outbox.firstRefused();
    if (first == null) {
      return;
    }
    if (!toldOfLog) {
      toldOfLog = true;
      messages.say(Texts.oneLine(first.place() + ": " + reason(first.failure())));
    }
    outbox.pause(PAUSE);
    if (outbox.resend()) {
      toldOfLog = false;
      messages.say(Texts.oneLine(first.place() + ": publishing goes on"));
    }
  }

  private static String reason(@Nullable Throwable failure) {
    return failure == null || failure.getMessage() == null
        ? String.valueOf(failure)
        : failure.getMessage();
  }

  /**
   * Ends the work, once the outbox is closed; returns whether every id could be written.
   *
   * @throws IllegalStateException if it failed for a fault of the program
   */
  boolean end() throws InterruptedException {
    thread.join(PAUSE.toMillis() * 4);
    Throwable fault = failure;
    if (fault != null) {
      throw new IllegalStateException("acknowledging failed", fault);
    }
    return !behind;
  }
}
