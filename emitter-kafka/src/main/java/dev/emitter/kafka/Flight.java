package dev.emitter.kafka;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way: the records are handed to the producer one after the other without waiting,
 * and the results are whole when all were answered. When one fails that must be tried again, those
 * behind it must not be written before it: none of them is handed over any more, and if some were,
 * the connection is given up before the producer can send them. Used by one thread, and by the
 * producer's for the answers.
 */
final class Flight {

  private final Connection connection;
  private final Records records;
  private final Faults faults;
  private final List<Delivery> batch;
  private final long started = System.nanoTime();
  private final AtomicReferenceArray<@Nullable DeliveryResult> results;
  private final AtomicInteger unanswered;
  private final AtomicInteger handedOver = new AtomicInteger();
  private final AtomicInteger stoppedAt = new AtomicInteger(Integer.MAX_VALUE);
  private final CompletableFuture<List<DeliveryResult>> done = new CompletableFuture<>();

  Flight(Connection connection, Records records, Faults faults, List<Delivery> batch) {
    this.connection = connection;
    this.records = records;
    this.faults = faults;
    this.batch = batch;
    this.results = new AtomicReferenceArray<>(batch.size());
    this.unanswered = new AtomicInteger(batch.size());
  }

  /** Sends the batch; may block as long as the producer does. */
  CompletableFuture<List<DeliveryResult>> send() {
    for (int i = 0; i < batch.size(); i++) {
      if (stoppedAt.get() < i) {
        answer(i, DeliveryResult.retry("an event before this one was not written"));
      } else {
        send(i);
      }
    }
    return done;
  }

  private void send(int index) {
    ProducerRecord<byte[], byte[]> record;
    try {
      record = records.of(batch.get(index));
    } catch (UnusableEventException e) {
      answer(index, Fault.of(Fault.Kind.REJECTED, String.valueOf(e.getMessage())).result(took()));
      return;
    }
    try {
      handedOver.set(index);
      Future<RecordMetadata> unused =
          connection.producer().send(record, (to, failure) -> answered(index, to, failure));
    } catch (RuntimeException e) {
      failed(index, e);
    }
  }

  private void answered(int index, @Nullable RecordMetadata to, @Nullable Exception failure) {
    if (failure != null) {
      failed(index, failure);
    } else {
      answer(index, new DeliveryResult.Delivered(new Evidence(null, took(), String.valueOf(to))));
    }
  }

  private void failed(int index, Exception failure) {
    String given = connection.givenUpFor();
    Fault fault =
        given == null
            ? faults.of(failure)
            : Fault.of(Fault.Kind.PASSING, "the shared connection was given up: " + given);
    if (fault.stops()) {
      stoppedAt.accumulateAndGet(index, Math::min);
      if (fault.connectionLost() || handedOver.get() > index) {
        connection.giveUp(fault.reason());
      }
    }
    answer(index, fault.result(took()));
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private void answer(int index, DeliveryResult result) {
    if (results.compareAndSet(index, null, result) && unanswered.decrementAndGet() == 0) {
      done.complete(inOrder());
    }
  }

  /**
   * Returns the results as a strictly ordered emitter needs them: whatever is behind a failure is
   * tried again after it, even if the brokers have it, so that the last word on a key stays the
   * last.
   */
  private List<DeliveryResult> inOrder() {
    List<DeliveryResult> ordered = new ArrayList<>(results.length());
    DeliveryResult failure = null;
    for (int i = 0; i < results.length(); i++) {
      DeliveryResult own = results.get(i);
      if (own == null) {
        throw new IllegalStateException("delivery " + i + " was not answered");
      }
      ordered.add(failure == null || own instanceof DeliveryResult.Retry ? own : behind(failure));
      if (failure == null && isFailure(own)) {
        failure = own;
      }
    }
    return ordered;
  }

  private static boolean isFailure(DeliveryResult result) {
    return result instanceof DeliveryResult.Retry || result instanceof DeliveryResult.Disable;
  }

  private static DeliveryResult behind(DeliveryResult failure) {
    return new DeliveryResult.Retry(
        "an event before this one was not written", null, false, failure.evidence());
  }
}
