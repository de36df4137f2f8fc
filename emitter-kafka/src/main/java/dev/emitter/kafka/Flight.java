package dev.emitter.kafka;

import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way: the records are handed to the producer one after the other without waiting.
 * When one fails that must be tried again, those behind it must not be written before it: none of
 * them is handed over any more, and if some were, the connection is given up before the producer
 * can send them. Used by one thread, and by the producer's for the answers.
 */
final class Flight {

  private final Connection connection;
  private final Course course;
  private final RecordEncoder records;
  private final Faults faults;
  private final List<Delivery> batch;
  private final long started = System.nanoTime();
  private final AtomicReferenceArray<@Nullable DeliveryResult> results;
  private final AtomicInteger unanswered;
  private final CompletableFuture<List<DeliveryResult>> done = new CompletableFuture<>();

  Flight(
      Connection connection,
      Course course,
      RecordEncoder records,
      Faults faults,
      List<Delivery> batch) {
    this.connection = connection;
    this.course = course;
    this.records = records;
    this.faults = faults;
    this.batch = batch;
    this.results = new AtomicReferenceArray<>(batch.size());
    this.unanswered = new AtomicInteger(batch.size());
  }

  /** Sends the batch; may block as long as the producer does. */
  CompletionStage<List<DeliveryResult>> send() {
    if (course.begin(connection)) {
      connection.onDeath(this::abandon, done);
      for (int i = 0; i < batch.size(); i++) {
        send(i);
      }
    } else {
      done.complete(Course.notWritten(batch.size()));
    }
    return course.follow(done);
  }

  private void send(int index) {
    if (course.isBroken()) {
      answer(index, Course.notWritten(1).get(0));
      return;
    }
    ProducerRecord<byte[], byte[]> record;
    try {
      record = records.of(batch.get(index));
    } catch (UnusableEventException e) {
      answer(index, Fault.of(Fault.Kind.REJECTED, String.valueOf(e.getMessage())).result(took()));
      return;
    }
    long number = course.next();
    try {
      Future<RecordMetadata> unused =
          connection.producer().send(record, (to, failure) -> answered(index, number, to, failure));
    } catch (RuntimeException e) {
      failed(index, number, e);
    }
  }

  private void answered(
      int index, long number, @Nullable RecordMetadata to, @Nullable Exception failure) {
    if (failure != null) {
      failed(index, number, failure);
    } else {
      answer(
          index,
          DeliveryResult.delivered().with(Evidence.of(took()).withAnswer(String.valueOf(to))));
    }
  }

  private void failed(int index, long number, Exception failure) {
    String given = connection.givenUpFor();
    Fault fault =
        given == null
            ? faults.of(failure)
            : Fault.of(Fault.Kind.PASSING, "the shared connection was given up: " + given);
    if (fault.stops()) {
      boolean others = course.breaksAt(number);
      if (fault.connectionLost() || others) {
        connection.giveUp(fault.reason());
      }
    }
    answer(index, fault.result(took()));
  }

  /** The producer's thread has ended, so that nobody else answers what is on its way. */
  private void abandon(Throwable death) {
    course.breakOff();
    DeliveryResult result = faults.ofDeath(death).result(took());
    for (int i = 0; i < batch.size(); i++) {
      answer(i, result);
    }
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private void answer(int index, DeliveryResult result) {
    if (results.compareAndSet(index, null, result) && unanswered.decrementAndGet() == 0) {
      done.complete(all());
    }
  }

  private List<DeliveryResult> all() {
    List<DeliveryResult> all = new ArrayList<>(results.length());
    for (int i = 0; i < results.length(); i++) {
      DeliveryResult own = results.get(i);
      if (own == null) {
        throw new IllegalStateException("delivery " + i + " was not answered");
      }
      all.add(own);
    }
    return all;
  }
}
