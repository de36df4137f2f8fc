package dev.emitter.engine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/** Messages of the loop that are not due yet. Owned by the loop. */
final class DelayedMessages {

  private record Delayed(long at, Runnable message) {}

  private final long start;
  private final Queue<Delayed> waiting = new PriorityQueue<>(Comparator.comparingLong(Delayed::at));

  /**
   * Creates an empty queue.
   *
   * @param start a moment before all others that it will be told
   */
  DelayedMessages(long start) {
    this.start = start;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(long at, Runnable message) {
    waiting.add(new Delayed(at - start, message));
  }

  /** Runs what is due; returns how many nanoseconds are left until more is. */
  long run(long now, Consumer<Runnable> runner) {
    Delayed next = waiting.peek();
    while (next != null && next.at() <= now - start) {
      waiting.remove();
      runner.accept(next.message());
      next = waiting.peek();
    }
    return next == null ? Long.MAX_VALUE : next.at() - (now - start);
  }
}
