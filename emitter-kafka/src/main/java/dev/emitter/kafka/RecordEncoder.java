package dev.emitter.kafka;

import dev.emitter.channel.Delivery;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of events. Implementations are thread-safe. */
interface RecordEncoder {

  /** Returns the topic of Kafka that the records are for. */
  String topic();

  /**
   * Returns the record of an event.
   *
   * @throws UnusableEventException if it can have none
   */
  ProducerRecord<byte[], byte[]> of(Delivery delivery) throws UnusableEventException;
}
