package dev.emitter.channel;

import java.util.concurrent.atomic.AtomicInteger;

/** How many of one kind are under way, of all owners, and how many wait. Thread-safe. */
final class ShareCounts {

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();

  void asked() {
    waiting.incrementAndGet();
  }

  void granted() {
    waiting.decrementAndGet();
    underWay.incrementAndGet();
  }

  void ended(boolean wasGranted) {
    (wasGranted ? underWay : waiting).decrementAndGet();
  }

  int underWay() {
    return underWay.get();
  }

  int waiting() {
    return waiting.get();
  }
}
