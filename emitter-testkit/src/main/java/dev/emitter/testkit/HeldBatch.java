package dev.emitter.testkit;

import java.util.concurrent.atomic.AtomicBoolean;

/** A batch that waits: it goes on once, or is given up once. Thread-safe. */
final class HeldBatch {

  private final String emitterId;
  private final Held held;
  private final Runnable goOn;
  private final Runnable giveUp;
  private final AtomicBoolean over = new AtomicBoolean();

  HeldBatch(String emitterId, Held held, Runnable goOn, Runnable giveUp) {
    this.emitterId = emitterId;
    this.held = held;
    this.goOn = goOn;
    this.giveUp = giveUp;
    held.enter(emitterId);
  }

  void goOn() {
    end(goOn);
  }

  void giveUp() {
    end(giveUp);
  }

  boolean isOver() {
    return over.get();
  }

  /** It is no more held before it goes on, or it would look as if nothing happened any more. */
  private void end(Runnable how) {
    if (over.compareAndSet(false, true)) {
      held.leave(emitterId);
      how.run();
    }
  }
}
