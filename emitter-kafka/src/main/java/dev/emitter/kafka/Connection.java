package dev.emitter.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * One idempotent producer and who shares it. Once given up it sends nothing more, and whoever uses
 * it asks for another. Thread-safe; the number of users is guarded by {@link Connections}.
 */
final class Connection {

  private final ConnectionKey key;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable String> givenUp = new AtomicReference<>();
  private int users;

  Connection(ConnectionKey key, Producer<byte[], byte[]> producer) {
    this.key = key;
    this.producer = producer;
  }

  ConnectionKey key() {
    return key;
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** Returns why it was given up, or null while it works. */
  @Nullable String givenUpFor() {
    return givenUp.get();
  }

  /**
   * Sends nothing more, at once: what waits in it fails. Called on the producer's own thread, by
   * the callback of a record that failed, this keeps the records behind it from being written.
   */
  void giveUp(String reason) {
    if (givenUp.compareAndSet(null, reason)) {
      producer.close(Duration.ZERO);
    }
  }

  void close(Duration grace) {
    if (givenUp.compareAndSet(null, "closed")) {
      producer.close(grace);
    }
  }

  int users() {
    return users;
  }

  void users(int now) {
    users = now;
  }
}
