package dev.emitter.benchmarks.inprocess;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Lets threads publish for a while, and waits until the subscriber has had all of it. */
record Lap(int threads, long nanos) {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  /** Returns how many events a second were published and handled. */
  double perSecond(Bus bus) throws InterruptedException {
    bus.handled().reset();
    LongAdder published = new LongAdder();
    CountDownLatch done = new CountDownLatch(threads);
    long start = System.nanoTime();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread publisher = new Thread(() -> publish(bus, number, start, published, done));
      publisher.setDaemon(true);
      publisher.start();
    }
    done.await();
    while (bus.handled().sum() < published.sum()) {
      if (System.nanoTime() - start > nanos + PATIENCE) {
        throw new IllegalStateException(
            "of " + published + " events " + bus.handled() + " were handled within a minute");
      }
      LockSupport.parkNanos(50_000);
    }
    return published.sum() * 1e9 / (System.nanoTime() - start);
  }

  private void publish(
      Bus bus, int publisher, long start, LongAdder published, CountDownLatch done) {
    try {
      for (long number = 0; System.nanoTime() - start < nanos; number++) {
        bus.publish(Order.of(publisher, number));
        published.increment();
      }
    } finally {
      done.countDown();
    }
  }
}
