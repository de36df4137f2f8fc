package dev.emitter.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.config.Identities;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a real broker, with the clients of the set. */
@Tag("C6")
final class KafkaTest {

  @TempDir static Path keys = Path.of("");
  private static @Nullable Broker started;

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void start() throws Exception {
    started = Broker.start(keys);
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  private static Broker broker() {
    return Objects.requireNonNull(started);
  }

  private static void make(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker().plaintext()))) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static List<ConsumerRecord<String, String>> records(String topic) {
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker().plaintext()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      }
    }
    return all;
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    Header header = record.headers().lastHeader(name);
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private void requireLargeOrders(String topic) {
    List<ConsumerRecord<String, String>> records = records(topic);
    assertThat(records).extracting(ConsumerRecord::key).containsExactly("ada", "dan");
    assertThat(records.get(1).value()).contains("4000");
    assertThat(header(records.get(0), "ce_type")).isEqualTo("order.placed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void writesWithEachCompression(String compression) throws Exception {
    String topic = "orders-" + compression;
    make(topic);
    Shop.define(
        folder,
        "kafka",
        "Kafka",
        """
        {"brokers": "%s", "topic": "%s", "compression": "%s", "keyExpression": "customer"}
        """
            .formatted(broker().plaintext(), topic, compression));
    try (Shop shop = Shop.open(folder)) {
      assertThat(shop.emitters().check("kafka").toCompletableFuture().get().fault()).isNull();
      shop.trade();
      shop.awaitDelivered();
    }
    requireLargeOrders(topic);
  }

  /** Whether Java still has what clients before 3.9.1 call to log in. */
  private static boolean clientsCanLogIn() {
    return Runtime.version().feature() < 24
        || !VersionsTest.version(Admin.class).matches("3\\.(8\\..*|9\\.0)");
  }

  @Test
  void logsInOverTls() throws Exception {
    make("orders-secure");
    Path ca = Files.writeString(keys.resolve("ca.pem"), broker().authority());
    Shop.define(
        folder,
        "kafka",
        "Kafka\", \"identityRef\": \"kafka",
        """
        {"brokers": "%s", "topic": "orders-secure", "keyExpression": "customer",
         "tls": {"ca": "${file:%s}"}}
        """
            .formatted(broker().secure(), ca));
    Identity identity = new Identity.Basic(broker().user(), Secret.of(broker().password()));
    Identities identities = Identities.of(Map.of("kafka", identity));
    if (!clientsCanLogIn()) {
      assertThatThrownBy(() -> Shop.open(folder, Map.of(), b -> b.identities(identities)).close())
          .hasMessageContaining("$.identityRef")
          .hasMessageContaining("take kafka-clients 3.9.1 or newer");
      return;
    }
    try (Shop shop = Shop.open(folder, Map.of(), builder -> builder.identities(identities))) {
      shop.trade();
      shop.awaitDelivered();
    }
    requireLargeOrders("orders-secure");
  }

  @Test
  void saysThatATopicIsMissing() throws Exception {
    Shop.define(
        folder,
        "kafka",
        "Kafka",
        "{\"brokers\": \"" + broker().plaintext() + "\", \"topic\": \"missing\"}");
    try (Shop shop = Shop.open(folder, Map.of(), UnaryOperator.identity())) {
      assertThat(shop.emitters().check("kafka").toCompletableFuture().get().fault())
          .contains("there is no such topic");
    }
  }
}
