package dev.emitter.testkit;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** The batches that a channel holds back while it is shut. Thread-safe. */
final class HeldBatches {

  private final Queue<HeldBatch> held = new ArrayDeque<>();
  private boolean shut;

  synchronized void shut() {
    shut = true;
  }

  /** Holds a batch while it is shut; returns whether it does. */
  synchronized boolean holds(Supplier<HeldBatch> batch) {
    if (shut) {
      held.add(batch.get());
    }
    return shut;
  }

  /** Lets what is held go on, in order. */
  void open() {
    Queue<HeldBatch> released;
    synchronized (this) {
      shut = false;
      released = new ArrayDeque<>(held);
      held.clear();
    }
    released.forEach(HeldBatch::goOn);
  }

  synchronized int waiting() {
    return held.size();
  }
}
