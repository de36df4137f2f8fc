package dev.emitter.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;

/** Tries whether an emitter may write in transactions, by one that is aborted. Blocks. */
final class TransactionCheck {

  private TransactionCheck() {}

  /**
   * Requires the rights that a transaction wants on its id, on the group and, to keep an offset, on
   * the topic. The producer of the emitter is left alone: this one has an id of its own.
   *
   * @throws RuntimeException of Kafka if one is missing
   */
  static void requireRights(
      Connections connections,
      ConnectionSettings settings,
      Guarding guarding,
      TransactionIds ids,
      String topic)
      throws IOException {
    String id = ids.forCheck().transactionalId();
    Connection connection = connections.acquire(settings.inTransactions(id), guarding);
    try {
      Producer<byte[], byte[]> producer = connection.producer();
      producer.initTransactions();
      producer.beginTransaction();
      producer.sendOffsetsToTransaction(
          Map.of(TransactionalWriter.partition(topic), new OffsetAndMetadata(0)),
          ids.groupWithoutMembers());
      producer.abortTransaction();
    } finally {
      connections.release(connection, Duration.ZERO);
    }
  }
}
