package dev.emitter.kafka;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches of one emitter, each in one transaction together with how far the emitter is by
 * then. After a failure it is not known what the brokers have; then another one is made, which asks
 * them. Used by one thread at a time.
 */
final class TransactionalWriter {

  private static final String FULL =
      "many events before this one were set aside; it waits until that is stored";

  private final Connection connection;
  private final RecordEncoder records;
  private final TransactionFaults faults;
  private final ChannelContext context;
  private final ConsumerGroupMetadata group;
  private WrittenPositions written;

  TransactionalWriter(
      Connection connection,
      RecordEncoder records,
      TransactionFaults faults,
      ChannelContext context,
      TransactionIds ids,
      WrittenPositions written) {
    this.connection = connection;
    this.records = records;
    this.faults = faults;
    this.context = context;
    this.group = ids.groupWithoutMembers();
    this.written = written;
  }

  /** Returns the partition whose offset says how far an emitter is that writes to a topic. */
  static TopicPartition partition(String topic) {
    return new TopicPartition(topic, 0);
  }

  Connection connection() {
    return connection;
  }

  /**
   * Writes those of a batch that are not written yet.
   *
   * @throws RuntimeException of Kafka if that fails; then this is of no use any more
   */
  List<DeliveryResult> write(List<Delivery> batch) {
    return new Writing(batch).results();
  }

  /** One batch: what is refused of it is left out, and the rest tried again. */
  private final class Writing {

    private final long started = System.nanoTime();
    private final List<Delivery> batch;
    private final @Nullable DeliveryResult[] results;
    private final @Nullable ProducerRecord<byte[], byte[]>[] encoded;
    private final List<Delivery> setAside = new ArrayList<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    Writing(List<Delivery> batch) {
      this.batch = batch;
      this.results = new DeliveryResult[batch.size()];
      this.encoded = new ProducerRecord[batch.size()];
    }

    List<DeliveryResult> results() {
      for (int i = 0; i < batch.size(); i++) {
        encode(i);
      }
      List<Integer> open = open();
      while (!open.isEmpty() && !isFull() && !attempt(open)) {
        open = open();
      }
      written = written.with(List.of(), setAside, context);
      for (int i : open()) {
        results[i] = DeliveryResult.retry(FULL).uncounted();
      }
      return Arrays.stream(results).map(Objects::requireNonNull).toList();
    }

    /** What was set aside must be known until it does not come again, and there is a limit. */
    private boolean isFull() {
      return written.with(List.of(), setAside, context).setAside().size()
          > WrittenPositions.MOST_SET_ASIDE;
    }

    private void encode(int index) {
      Delivery delivery = batch.get(index);
      if (written.contains(delivery)) {
        results[index] = DeliveryResult.delivered();
        return;
      }
      try {
        encoded[index] = records.of(delivery);
      } catch (UnusableEventException e) {
        refuse(index, Fault.of(Fault.Kind.REJECTED, String.valueOf(e.getMessage())));
      }
    }

    private void refuse(int index, Fault fault) {
      results[index] = fault.result(took());
      setAside.add(batch.get(index));
    }

    private List<Integer> open() {
      List<Integer> open = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        if (results[i] == null) {
          open.add(i);
        }
      }
      return open;
    }

    /** Returns false if a record was refused, and is left out the next time. */
    private boolean attempt(List<Integer> open) {
      Producer<byte[], byte[]> producer = connection.producer();
      producer.beginTransaction();
      TransactionAnswers answers = new TransactionAnswers(open.size());
      answers.send(connection, i -> Objects.requireNonNull(encoded[open.get(i)]));
      int refused = answers.firstFailure(failure -> !faults.of(failure).stops());
      if (refused >= 0) {
        producer.abortTransaction();
        refuse(open.get(refused), faults.of(answers.failure(refused)));
        return false;
      }
      int failed = answers.firstFailure(failure -> true);
      if (failed >= 0) {
        throw TransactionAnswers.asUnchecked(answers.failure(failed));
      }
      List<Delivery> sent = open.stream().map(batch::get).toList();
      WrittenPositions next = written.with(sent, setAside, context);
      if (next.last() != null) {
        producer.sendOffsetsToTransaction(
            Map.of(partition(records.topic()), next.committed()), group);
      }
      producer.commitTransaction();
      written = next;
      for (int i = 0; i < open.size(); i++) {
        Evidence evidence = Evidence.of(took()).withAnswer(String.valueOf(answers.to(i)));
        results[open.get(i)] = DeliveryResult.delivered().with(evidence);
      }
      return true;
    }

    private Duration took() {
      return Duration.ofNanos(System.nanoTime() - started);
    }
  }
}
