package dev.emitter.kafka;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * The thread on which a producer of Kafka sends. The producer does not show it, nor notice that an
 * {@link Error} has ended it: it would take records for ever and answer none.
 */
final class ProducerThread {

  private final Thread thread;

  private ProducerThread(Thread thread) {
    this.thread = thread;
  }

  /**
   * A producer and its thread.
   *
   * @param thread null if it was not found
   * @param ended whether it was not found because it had ended by then
   */
  record Made<P>(P producer, @Nullable ProducerThread thread, boolean ended) {}

  /**
   * Makes a producer and finds its thread.
   *
   * @param clientId the client id of the producer, which is part of the thread's name
   */
  static <P> Made<P> find(String clientId, Supplier<P> making) {
    String name = KafkaProducer.NETWORK_THREAD_PREFIX + " | " + clientId;
    Set<Thread> before = new HashSet<>(named(name));
    P made = making.get();
    List<Thread> added = named(name).stream().filter(one -> !before.contains(one)).toList();
    // With two made at once under one name, either might be the other's.
    return new Made<>(
        made, added.size() == 1 ? new ProducerThread(added.get(0)) : null, added.isEmpty());
  }

  private static List<Thread> named(String name) {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] all = new Thread[2 * root.activeCount() + 16];
    int count = root.enumerate(all);
    return Arrays.stream(all, 0, count).filter(one -> one.getName().equals(name)).toList();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /**
   * Tells of the failure that ends the thread, on the thread itself, after Kafka has logged it. A
   * thread that is ending by now may not tell: see {@link #isAlive()}.
   */
  void onDeath(Consumer<Throwable> told) {
    Thread.@Nullable UncaughtExceptionHandler logging = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler(
        (ended, failure) -> {
          if (logging != null) {
            logging.uncaughtException(ended, failure);
          }
          told.accept(failure);
        });
  }
}
