package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.EmitterDefinition;
import io.cloudevents.CloudEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong with a real broker, and what is said about it. */
@Tag("C6")
final class FailuresTest {

  private static final CloudEvent EVENT = Bench.withData("1", "{}");

  private final Kafka kafka = Kafka.get();
  private final KafkaChannelProvider provider = new KafkaChannelProvider();

  private EmitterDefinition.Builder definition(String topic) {
    return Bench.definition(kafka.broker().plaintext(), topic).parameter("timeout", "30s");
  }

  private static String text(int length) {
    return "{\"text\":\"" + "x".repeat(length) + "\"}";
  }

  @Test
  void reportsAMissingTopicAndWritesToItOnceItIsThere() {
    String missing = kafka.topic() + "-missing";
    EmitterDefinition impatient = definition(missing).parameter("timeout", "1s").build();
    try (Bench bench = Bench.open(provider, impatient)) {
      assertThat(bench.check()).contains(missing).contains("there is no such topic; create it");
      DeliveryResult result = bench.deliver(EVENT);
      assertThat(result).isInstanceOf(Retry.class);
      assertThat(((Retry) result).reason()).contains(missing);
      kafka.make(missing, 1, Map.of());
      await().atMost(ONE_MINUTE).until(() -> bench.check() == null);
      await().atMost(ONE_MINUTE).until(() -> bench.deliver(EVENT) instanceof Delivered);
    }
  }

  @Test
  void refusesARecordThatIsTooLargeForTheProducer() {
    String topic = kafka.topic();
    try (Bench bench = Bench.open(provider, definition(topic).build())) {
      List<DeliveryResult> results =
          bench.deliver(List.of(EVENT, Bench.withData("2", text(1 << 20)), EVENT));
      assertThat(results.get(0)).isInstanceOf(Delivered.class);
      assertThat(results.get(1)).isInstanceOf(Rejected.class);
      assertThat(((Rejected) results.get(1)).reason())
          .contains("too large")
          .contains("max.request");
      assertThat(results.get(2)).isInstanceOf(Delivered.class);
    }
    assertThat(kafka.records(topic)).hasSize(2);
  }

  @Test
  void refusesARecordThatIsTooLargeForTheBroker() {
    String topic = kafka.topic(1, Map.of("max.message.bytes", "2000"));
    try (Bench bench =
        Bench.open(provider, definition(topic).parameter("compression", "none").build())) {
      List<DeliveryResult> results =
          bench.deliver(List.of(EVENT, Bench.withData("2", text(4000)), EVENT));
      assertThat(results.get(0)).isInstanceOf(Delivered.class);
      assertThat(results.get(1)).isInstanceOf(Rejected.class);
      assertThat(results.get(2)).isInstanceOf(Delivered.class);
    }
    assertThat(kafka.records(topic)).hasSize(2);
  }

  /** The broker refuses all records of a batch for one of them; only that one is set aside. */
  @Test
  void refusesOnlyTheRecordWithoutAKeyInACompactedTopic() {
    String topic = kafka.topic(1, Map.of("cleanup.policy", "compact"));
    try (Bench bench =
        Bench.open(provider, definition(topic).parameter("keyExpression", "key").build())) {
      List<CloudEvent> left =
          List.of(
              Bench.withData("1", "{\"key\":\"a\"}"),
              Bench.withData("2", "{}"),
              Bench.withData("3", "{\"key\":\"b\"}"));
      int rejected = 0;
      for (int attempt = 0; attempt < 10 && !left.isEmpty(); attempt++) {
        List<DeliveryResult> results = bench.deliver(left);
        int settled = 0;
        while (settled < results.size() && !(results.get(settled) instanceof Retry)) {
          rejected += results.get(settled) instanceof Rejected ? 1 : 0;
          settled++;
        }
        left = left.subList(settled, left.size());
      }
      assertThat(left).isEmpty();
      assertThat(rejected).isEqualTo(1);
    }
    assertThat(kafka.records(topic))
        .extracting(record -> BindingTest.read(record).getId())
        .containsExactly("1", "3");
  }

  @Test
  void rejectsAnEventWhoseKeyIsNone() {
    String topic = kafka.topic();
    try (Bench bench =
        Bench.open(provider, definition(topic).parameter("keyExpression", "key").build())) {
      List<DeliveryResult> results =
          bench.deliver(List.of(Bench.withData("1", "{\"key\":[]}"), EVENT));
      assertThat(results.get(0)).isInstanceOf(Rejected.class);
      assertThat(results.get(1)).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void triesAgainWhenNobodyListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    EmitterDefinition nobody =
        Bench.definition("localhost:" + port, "orders").parameter("timeout", "1s").build();
    try (Bench bench = Bench.open(provider, nobody)) {
      List<DeliveryResult> results = bench.deliver(List.of(EVENT, EVENT));
      assertThat(results).hasOnlyElementsOfType(Retry.class);
      Retry retry = (Retry) results.get(0);
      assertThat(retry.reason()).contains("localhost:" + port).contains("brokers are up");
      assertThat(retry.countsTowardsDisable()).isTrue();
      assertThat(bench.check()).contains("localhost:" + port).contains("brokers are up");
    }
  }

  @Test
  void triesAgainWhenTheHostIsUnknown() {
    EmitterDefinition nowhere =
        Bench.definition("nowhere.invalid:9092", "orders").parameter("timeout", "1s").build();
    try (Bench bench = Bench.open(provider, nowhere)) {
      assertThat(((Retry) bench.deliver(EVENT)).reason())
          .contains("nowhere.invalid:9092")
          .contains("there is no such host");
      assertThat(bench.check()).contains("there is no such host");
    }
  }
}
