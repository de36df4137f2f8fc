package dev.emitter.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The one broker of this JVM, and what tests do with it. */
final class Kafka {

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final List<Logger> QUIET = new ArrayList<>();
  private static final Kafka INSTANCE = begin();

  private final TestCertificates certificates;
  private final TestBroker broker;
  private final Admin admin;

  private Kafka(TestCertificates certificates, TestBroker broker) {
    this.certificates = certificates;
    this.broker = broker;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.plaintext()));
  }

  private static Kafka begin() {
    for (String name : List.of("org.apache.kafka", "kafka", "state", "org.apache.zookeeper")) {
      Logger logger = Logger.getLogger(name);
      logger.setLevel(Level.OFF);
      QUIET.add(logger); // else it may be collected together with its level
    }
    try {
      Path folder = Files.createTempDirectory("emitter-kafka-keys");
      TestCertificates certificates = TestCertificates.create(folder);
      Kafka kafka = new Kafka(certificates, TestBroker.create(certificates));
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::end));
      return kafka;
    } catch (Exception e) {
      throw new IllegalStateException("the broker for tests did not start", e);
    }
  }

  private void end() {
    admin.close(Duration.ZERO);
    try {
      broker.remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Kafka get() {
    return INSTANCE;
  }

  TestBroker broker() {
    return broker;
  }

  TestCertificates certificates() {
    return certificates;
  }

  Admin admin() {
    return admin;
  }

  /** Makes a topic of a name not used before. */
  String topic(int partitions, Map<String, String> configuration) {
    String name = "topic-" + NUMBERS.incrementAndGet();
    make(name, partitions, configuration);
    return name;
  }

  String topic() {
    return topic(1, Map.of());
  }

  void make(String name, int partitions, Map<String, String> configuration) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configuration);
    try {
      admin.createTopics(List.of(topic)).all().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> isKnown(name));
  }

  /** The broker learns of a topic a little later than the controller that makes it. */
  private boolean isKnown(String name) throws Exception {
    try {
      return admin
          .describeTopics(List.of(name))
          .topicNameValues()
          .values()
          .iterator()
          .next()
          .get(60, TimeUnit.SECONDS)
          .partitions()
          .stream()
          .allMatch(partition -> partition.leader() != null);
    } catch (ExecutionException e) {
      return false;
    }
  }

  /**
   * Returns all records of a topic, partition after partition, once the CloudEvents SDK has read in
   * each of them what is written there.
   */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = recordsOfAnyShape(topic);
    records.forEach(SdkJudge::read);
    return records;
  }

  /** Returns all records of a topic that readers see who want only what was committed. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    return records(topic, Map.of("isolation.level", "read_committed"));
  }

  /** Returns all records of a topic, partition after partition, which need not be CloudEvents. */
  List<ConsumerRecord<byte[], byte[]>> recordsOfAnyShape(String topic) {
    return records(topic, Map.of());
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.plaintext());
    Map<TopicPartition, Long> ends = ends(topic, settings);
    settings.putAll(more);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
      return read(consumer, ends);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns where the partitions end, with what is being committed. */
  private static Map<TopicPartition, Long> ends(String topic, Map<String, Object> settings) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(settings)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (PartitionInfo one : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, one.partition()));
      }
      Map<TopicPartition, Long> ends =
          new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
      ends.putAll(consumer.endOffsets(partitions));
      return ends;
    }
  }

  /** A transaction is visible some time after its writer was told that it is committed. */
  private static List<ConsumerRecord<byte[], byte[]>> read(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          consumer.assign(List.of(partition));
          consumer.seekToBeginning(List.of(partition));
          long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
          while (consumer.position(partition) < end && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
          }
        });
    return all;
  }
}
