package dev.emitter.testkit;

import dev.emitter.delivery.Notice;
import dev.emitter.delivery.Notifier;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A notifier that writes down what it is told; it can fail, and hang. Thread-safe. */
final class Notebook implements Notifier {

  final List<Notice> given = new CopyOnWriteArrayList<>();
  final List<String> threads = new CopyOnWriteArrayList<>();
  final AtomicInteger attempts = new AtomicInteger();
  final AtomicInteger failures = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  Notebook failing(int times) {
    failures.set(times);
    return this;
  }

  Notebook hanging() {
    gate = new CountDownLatch(1);
    return this;
  }

  void release() {
    gate.countDown();
  }

  @Override
  public void tell(Notice notice) throws Exception {
    attempts.incrementAndGet();
    threads.add(Thread.currentThread().getName());
    if (!gate.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("never released");
    }
    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IllegalStateException("no post today");
    }
    given.add(notice);
  }
}
