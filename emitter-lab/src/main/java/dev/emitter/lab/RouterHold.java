package dev.emitter.lab;

import dev.emitter.delivery.EmitterListener;
import dev.emitter.log.LoggedEvent;
import java.util.concurrent.TimeUnit;

/**
 * Holds the router where it tells that an event matches, so that others get ahead of it. It goes on
 * by itself after some seconds, should nobody let it. Thread-safe.
 */
final class RouterHold implements EmitterListener {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private boolean held;

  /** Holds the router from its next event on. */
  synchronized void begin() {
    held = true;
  }

  /** Lets the router go on. */
  synchronized void end() {
    held = false;
    notifyAll();
  }

  @Override
  public synchronized void matched(String emitterId, LoggedEvent event) {
    if (!Thread.currentThread().getName().equals("emitter-router")) {
      return;
    }
    long end = System.nanoTime() + PATIENCE;
    long left = PATIENCE;
    try {
      while (held && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
