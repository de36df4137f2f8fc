package dev.emitter.examples.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topic of this example, made and read with Kafka's own clients. */
final class OrdersTopic {

  private static final String NAME = "orders";
  private static final List<TopicPartition> PARTITIONS =
      List.of(new TopicPartition(NAME, 0), new TopicPartition(NAME, 1));

  private final Map<String, Object> settings;

  OrdersTopic(String brokers) {
    this.settings = Map.of("bootstrap.servers", brokers);
  }

  /** Makes the topic if it is missing. */
  void make() throws Exception {
    try (Admin admin = Admin.create(settings)) {
      if (!admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(NAME)) {
        NewTopic topic = new NewTopic(NAME, PARTITIONS.size(), (short) 1);
        admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** Returns a line for each record in the topic, partition after partition. */
  List<String> lines() {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(PARTITIONS);
      consumer.seekToBeginning(PARTITIONS);
      Map<TopicPartition, Long> ends = consumer.endOffsets(PARTITIONS);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
      return records.stream().map(OrdersTopic::line).toList();
    }
  }

  private static String line(ConsumerRecord<String, String> record) {
    Header type = record.headers().lastHeader("ce_type");
    String typeText = type == null ? "-" : new String(type.value(), StandardCharsets.UTF_8);
    return "partition %d, key %s, %s: %s"
        .formatted(record.partition(), record.key(), typeText, record.value());
  }
}
