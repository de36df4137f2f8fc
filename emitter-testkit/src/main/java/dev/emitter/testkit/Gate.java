package dev.emitter.testkit;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets actions pass, or holds them while it is shut. Thread-safe. */
final class Gate {

  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean shut;

  synchronized void shut() {
    shut = true;
  }

  /** Runs the action now, or once the gate is opened. */
  void pass(Runnable action) {
    synchronized (this) {
      if (shut) {
        held.add(action);
        return;
      }
    }
    action.run();
  }

  /** Runs what is held, in order. */
  void open() {
    Queue<Runnable> released;
    synchronized (this) {
      shut = false;
      released = new ArrayDeque<>(held);
      held.clear();
    }
    released.forEach(Runnable::run);
  }

  synchronized int waiting() {
    return held.size();
  }
}
