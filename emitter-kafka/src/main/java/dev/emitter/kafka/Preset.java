package dev.emitter.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings that a service asks of producers. */
final class Preset {

  /** Azure Event Hubs, through its Kafka endpoint. */
  static final String EVENT_HUBS = "event-hubs";

  /**
   * Idle connections are cut by Azure after four minutes without a word, requests are answered
   * within 60 s, larger ones end the connection.
   */
  private static final Map<String, Object> FOR_EVENT_HUBS =
      Map.of(
          ProducerConfig.METADATA_MAX_AGE_CONFIG, 180_000,
          ProducerConfig.METADATA_MAX_IDLE_CONFIG, 180_000,
          ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, 180_000,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1_000_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 60_000,
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");

  private Preset() {}

  static Map<String, Object> named(String name) {
    if (!name.equals(EVENT_HUBS)) {
      throw new IllegalArgumentException("preset = " + name);
    }
    return FOR_EVENT_HUBS;
  }
}
