package dev.emitter.kafka;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * One idempotent producer and who shares it. Once given up it sends nothing more, and whoever uses
 * it asks for another. An {@link Error} ends the producer's thread, and nobody else would answer
 * what it was given: whoever waits is told here. Thread-safe; the number of users is guarded by
 * {@link Connections}.
 */
final class Connection {

  private static final String YIELDED = "emitters of users wait for a connection";

  private final ConnectionKey key;
  private final Producer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable String> givenUp = new AtomicReference<>();
  private final Set<Consumer<Throwable>> waiting = ConcurrentHashMap.newKeySet();
  private final @Nullable ProducerThread thread;
  private final AtomicInteger inUse = new AtomicInteger();
  private volatile @Nullable Throwable death;
  private volatile UserClients.@Nullable Ticket ticket;
  private int users;

  /**
   * Creates one without users.
   *
   * @param thread that of the producer, or null if it is not known
   */
  Connection(
      ConnectionKey key, Producer<byte[], byte[]> producer, @Nullable ProducerThread thread) {
    this.key = key;
    this.producer = producer;
    this.thread = thread;
  }

  /** Creates one without users for a producer, and notices when its thread ends or has ended. */
  static <P extends Producer<byte[], byte[]>> Connection watching(
      ConnectionKey key, ProducerThread.Made<P> made) {
    Connection connection = new Connection(key, made.producer(), made.thread());
    if (made.thread() != null) {
      made.thread().onDeath(connection::died);
    }
    if (made.ended()) {
      connection.died(unseen());
    }
    connection.look();
    return connection;
  }

  /** Notices a thread that was ending already when it began to be watched. */
  private void look() {
    if (death == null && thread != null && !thread.isAlive()) {
      died(unseen());
    }
  }

  private static Throwable unseen() {
    return new IllegalStateException("it ended early, for a reason that Kafka's client has logged");
  }

  ConnectionKey key() {
    return key;
  }

  Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** Returns why it was given up, or null while it works. */
  @Nullable String givenUpFor() {
    look();
    return givenUp.get();
  }

  /** Returns whether it was neither given up nor has lost its thread. */
  boolean isUsable() {
    return givenUpFor() == null && death == null;
  }

  private void died(Throwable failure) {
    death = failure; // before those who wait are told, as others look at it after they have joined
    boolean open = givenUp.compareAndSet(null, "the thread of its producer has ended: " + failure);
    // Before the producer is closed, which fails some of what waits as if it were another's fault.
    waiting.forEach(one -> one.accept(failure));
    if (open) {
      end(Duration.ZERO);
    }
  }

  /**
   * Tells if the producer's thread ends, or has ended; perhaps twice.
   *
   * @param until ends the waiting
   */
  void onDeath(Consumer<Throwable> told, CompletionStage<?> until) {
    waiting.add(told);
    CompletionStage<?> unused = until.whenComplete((result, failure) -> waiting.remove(told));
    Throwable failure = death;
    if (failure != null) {
      told.accept(failure);
    }
  }

  /**
   * Sends nothing more, at once: what waits in it fails. Called on the producer's own thread, by
   * the callback of a record that failed, this keeps the records behind it from being written.
   */
  void giveUp(String reason) {
    if (givenUp.compareAndSet(null, reason)) {
      end(Duration.ZERO);
    }
  }

  void close(Duration grace) {
    if (givenUp.compareAndSet(null, "closed")) {
      end(grace);
    }
  }

  private void end(Duration grace) {
    try {
      producer.close(grace);
    } finally {
      UserClients.Ticket mine = ticket;
      if (mine != null) {
        mine.release();
      }
    }
  }

  // What it is allowed by, and makes room for.

  /** Gives back what allows it once it has ended. */
  void allowedBy(UserClients.Ticket given) {
    ticket = given;
    given.usedBy(this);
    if (givenUp.get() != null) { // its thread has ended meanwhile
      given.release();
    }
  }

  /** Notes that it is in use, even if no record is on its way. */
  void use() {
    inUse.incrementAndGet();
  }

  /** Ends a use. */
  void useEnded() {
    inUse.decrementAndGet();
  }

  /** Returns whether nobody waits for an answer of it. */
  boolean isIdle() {
    return waiting.isEmpty() && inUse.get() == 0;
  }

  /** Makes room for others. What is on its way is tried again, which is nobody's failure. */
  void makeRoom() {
    giveUp(YIELDED);
  }

  /** Returns whether it has made room for others. */
  boolean hasYielded() {
    return YIELDED.equals(givenUp.get());
  }

  int users() {
    return users;
  }

  void users(int now) {
    users = now;
  }
}
