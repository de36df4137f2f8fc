package dev.emitter.kafka;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers say of each record of a transaction. Used by one thread, and by the producer's
 * for the answers.
 */
final class TransactionAnswers {

  private final AtomicReferenceArray<@Nullable Exception> failures;
  private final AtomicReferenceArray<@Nullable RecordMetadata> places;
  private final List<Integer> inOrderOfFailure = new CopyOnWriteArrayList<>();
  private final AtomicInteger unanswered;
  private final CompletableFuture<Void> all = new CompletableFuture<>();

  TransactionAnswers(int records) {
    this.failures = new AtomicReferenceArray<>(records);
    this.places = new AtomicReferenceArray<>(records);
    this.unanswered = new AtomicInteger(records);
  }

  /**
   * Sends the records, and waits until all are answered.
   *
   * @throws RuntimeException if the producer's thread has ended
   */
  void send(Connection connection, IntFunction<ProducerRecord<byte[], byte[]>> records) {
    connection.onDeath(all::completeExceptionally, all);
    for (int i = 0; i < failures.length(); i++) {
      send(connection, i, records.apply(i));
    }
    try {
      all.join();
    } catch (CompletionException e) {
      throw asUnchecked(e.getCause());
    }
  }

  private void send(Connection connection, int index, ProducerRecord<byte[], byte[]> record) {
    try {
      Future<RecordMetadata> unused =
          connection.producer().send(record, (to, failure) -> answered(index, to, failure));
    } catch (RuntimeException e) { // once another record has failed, all do
      answered(index, null, e);
    }
  }

  private void answered(int index, @Nullable RecordMetadata to, @Nullable Exception failure) {
    failures.set(index, failure);
    places.set(index, to);
    if (failure != null) {
      inOrderOfFailure.add(index);
    }
    if (unanswered.decrementAndGet() == 0) {
      all.complete(null);
    }
  }

  /**
   * Returns the index of the record that was the first to fail in such a way; negative if none did.
   * It makes others fail in the same way, also some that were sent before it.
   */
  int firstFailure(Predicate<Exception> wanted) {
    for (int index : inOrderOfFailure) {
      if (wanted.test(failure(index))) {
        return index;
      }
    }
    return -1;
  }

  /** Returns why a record failed. */
  Exception failure(int index) {
    return Objects.requireNonNull(failures.get(index));
  }

  /** Returns where a record was written. */
  @Nullable RecordMetadata to(int index) {
    return places.get(index);
  }

  static RuntimeException asUnchecked(@Nullable Throwable failure) {
    return failure instanceof RuntimeException known ? known : new KafkaException(failure);
  }
}
