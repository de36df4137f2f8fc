package dev.emitter.benchmarks.webhook;

/** A way to send hooks to all endpoints, with as many requests under way at each as agreed. */
interface Contestant extends AutoCloseable {

  /** Sends so many, spread evenly over the endpoints, and returns when all have been answered. */
  void send(int hooks);

  @Override
  void close();
}
