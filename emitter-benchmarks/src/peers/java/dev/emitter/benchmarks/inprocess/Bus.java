package dev.emitter.benchmarks.inprocess;

import java.util.concurrent.atomic.LongAdder;

/** A way to publish orders to one subscriber in the same process, which counts them. */
interface Bus extends AutoCloseable {

  /** Publishes an order; waits if the subscriber is too far behind. */
  void publish(Order order);

  /** Returns what the subscriber has counted. */
  LongAdder handled();

  @Override
  void close();
}
