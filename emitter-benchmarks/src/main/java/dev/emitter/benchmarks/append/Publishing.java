package dev.emitter.benchmarks.append;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Publishers that append at the same time.
 *
 * @param publishers how many threads there are
 * @param window how many answers each lets be open; with 1 it waits for each
 */
public record Publishing(int publishers, int window) {

  /** Appends for some nanoseconds, until all is answered; returns thousands of records a second. */
  double perSecond(Journal journal, long nanos) throws InterruptedException {
    LongAdder count = new LongAdder();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < publishers; i++) {
      Thread thread = new Thread(() -> publish(journal, start + nanos, count));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return count.sum() / ((System.nanoTime() - start) / 1e6);
  }

  private void publish(Journal journal, long end, LongAdder count) {
    CompletableFuture<?>[] open = new CompletableFuture<?>[window];
    int at = 0;
    while (end - System.nanoTime() > 0) {
      join(open[at], count);
      open[at] = journal.append();
      at = (at + 1) % window;
    }
    for (CompletableFuture<?> one : open) {
      join(one, count);
    }
  }

  @SuppressWarnings("NullAway") // an array of this type begins with nulls
  private static void join(CompletableFuture<?> one, LongAdder count) {
    if (one != null) {
      one.join();
      count.increment();
    }
  }

  @Override
  public String toString() {
    String who = publishers + (publishers == 1 ? " publisher" : " publishers");
    return window == 1 ? who + ", each waits" : "%s, %,d open at once".formatted(who, window);
  }
}
