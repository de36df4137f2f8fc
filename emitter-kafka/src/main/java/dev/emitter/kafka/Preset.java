package dev.emitter.kafka;

import dev.emitter.channel.ParameterValues;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** What a service asks of producers. */
enum Preset {

  /** Azure Event Hubs, through its Kafka endpoint. */
  EVENT_HUBS("event-hubs", "Azure Event Hubs", false),

  /** The custom endpoint of an eventstream in Microsoft Fabric, which is an event hub. */
  FABRIC_EVENTSTREAM("fabric-eventstream", "an eventstream of Fabric", true);

  /**
   * Idle connections are cut by Azure after four minutes without a word, requests are answered
   * within 60 s, larger ones end the connection.
   */
  private static final Map<String, Object> OF_AZURE =
      Map.of(
          ProducerConfig.METADATA_MAX_AGE_CONFIG, 180_000,
          ProducerConfig.METADATA_MAX_IDLE_CONFIG, 180_000,
          ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, 180_000,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1_000_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 60_000,
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");

  private final String id;
  private final String service;
  private final boolean readsConnectionString;

  Preset(String id, String service, boolean readsConnectionString) {
    this.id = id;
    this.service = service;
    this.readsConnectionString = readsConnectionString;
  }

  /** Returns the preset that a definition names, or null. */
  static @Nullable Preset of(ParameterValues given) {
    String named = given.string(KafkaParameters.PRESET.name());
    return named == null
        ? null
        : Arrays.stream(values())
            .filter(one -> one.id.equals(named))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("preset = " + named));
  }

  static String[] names() {
    return Arrays.stream(values()).map(Preset::id).toArray(String[]::new);
  }

  String id() {
    return id;
  }

  /** Returns the service in words, as messages name it. */
  String service() {
    return service;
  }

  /** Returns the settings of Kafka's producer. */
  Map<String, Object> settings() {
    return OF_AZURE;
  }

  /** Returns whether the identity's connection string says where records go. */
  boolean readsConnectionString() {
    return readsConnectionString;
  }

  /** Returns whether the service has transactions for this library to build on. */
  boolean hasTransactions() {
    return false;
  }
}
