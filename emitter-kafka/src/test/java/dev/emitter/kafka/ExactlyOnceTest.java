package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.emitter.Emitters;
import dev.emitter.channel.Channel;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.Delivery;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Disable;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Ordering;
import dev.emitter.definition.Secret;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.SequencePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions with a real broker, as a reader sees them who wants what was committed alone. */
@Tag("C6")
@Tag("X1")
final class ExactlyOnceTest {

  @TempDir Path folder;

  private final Kafka kafka = Kafka.get();
  private final KafkaChannelProvider provider = new KafkaChannelProvider();
  private final String topic = kafka.topic();
  private long settled = -1;

  private EmitterDefinition.Builder definition(String to) {
    return Bench.definition(kafka.broker().plaintext(), to)
        .parameter("exactlyOnce", true)
        .parameter("timeout", "30s");
  }

  private Channel open(Path own) {
    return open(definition(topic).build(), null, own);
  }

  private Channel open(EmitterDefinition definition, @Nullable Identity identity, Path own) {
    ChannelContext context = Bench.resolve(provider, definition, identity).context();
    return new KafkaChannelProvider()
        .open( // with connections of its own, as another process
            context
                .withFolder(own)
                .withSettled(position -> Long.parseLong(position) <= settled)
                .withPositions(
                    text ->
                        text.matches("[0-9]+")
                            ? new SequencePosition(Long.parseLong(text))
                            : null));
  }

  private static Delivery delivery(int number, int bytes) {
    return delivery(number, "{\"text\":\"" + "x".repeat(bytes) + "\"}");
  }

  private static Delivery delivery(int number, String data) {
    return Delivery.of(
        "orders",
        new LoggedEvent(
            new SequencePosition(number),
            Bench.TOPIC,
            Bench.encode(Bench.withData(Integer.toString(number), data)),
            Instant.EPOCH),
        1);
  }

  private static List<DeliveryResult> deliver(Channel channel, int... numbers) {
    return deliver(channel, Arrays.stream(numbers).mapToObj(one -> delivery(one, 0)).toList());
  }

  private static List<DeliveryResult> deliver(Channel channel, List<Delivery> batch) {
    return channel.deliver(batch).toCompletableFuture().join();
  }

  private static void close(Channel channel) {
    channel.close(Duration.ofSeconds(5));
  }

  /** As another process would find it. */
  private Path copy() throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy");
    Files.copy(folder.resolve("transactional-id"), copy.resolve("transactional-id"));
    return copy;
  }

  private List<Integer> committed(String of) {
    return kafka.committed(of).stream()
        .map(
            record ->
                new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
        .map(Integer::valueOf)
        .toList();
  }

  private static void assertDelivered(List<DeliveryResult> results) {
    assertThat(results).allSatisfy(one -> assertThat(one).isInstanceOf(Delivered.class));
  }

  @Test
  void whatWasWrittenIsNotWrittenAgainAfterARestart() throws IOException {
    Channel first = open(folder);
    assertDelivered(deliver(first, 0, 1, 2));
    assertDelivered(deliver(first, 3, 4));
    close(first);
    Channel second = open(copy());
    assertDelivered(deliver(second, 1, 2, 3));
    assertDelivered(deliver(second, 4, 5, 6));
    close(second);
    assertThat(committed(topic)).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void aTransactionThatWasLeftOpenIsNotSeenAndWrittenAnew() throws Exception {
    Channel first = open(folder);
    assertDelivered(deliver(first, 0));
    close(first);
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.broker().plaintext());
    settings.put("transactional.id", TransactionIds.of(folder).transactionalId());
    try (KafkaProducer<byte[], byte[]> killed =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      killed.initTransactions();
      killed.beginTransaction();
      killed.send(new ProducerRecord<>(topic, new byte[0])).get(60, TimeUnit.SECONDS);
      Channel second = open(copy());
      assertDelivered(deliver(second, 0, 1, 2));
      close(second);
    }
    assertThat(committed(topic)).containsExactly(0, 1, 2);
    assertThat(kafka.recordsOfAnyShape(topic)).hasSize(4);
  }

  /** The client's answer leaves out what is not known yet, as if there were nothing. */
  @Test
  void aPositionThatIsBeingCommittedIsWaitedFor() throws Exception {
    TransactionIds ids = TransactionIds.of(folder);
    TopicPartition partition = TransactionalWriter.partition(topic);
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.broker().plaintext());
    settings.put("transactional.id", ids.forCheck().transactionalId());
    try (Cluster cluster = Cluster.at(settings);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      assertThat(cluster.committed(ids.group(), partition)).as("never committed").isNull();
      producer.initTransactions();
      producer.beginTransaction();
      OffsetAndMetadata offset = new OffsetAndMetadata(7, "7");
      producer.sendOffsetsToTransaction(Map.of(partition, offset), ids.groupWithoutMembers());
      CompletableFuture<OffsetAndMetadata> found =
          CompletableFuture.supplyAsync(() -> cluster.committed(ids.group(), partition));
      await().during(Duration.ofMillis(300)).until(() -> !found.isDone());
      producer.commitTransaction();
      assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo(offset);
      assertThat(cluster.committed("nobody", partition)).isNull();
      assertThat(cluster.committed(ids.group(), new TopicPartition(topic, 1))).isNull();
    }
  }

  @Test
  void anEventThatWasSetAsideIsNotTakenForWritten() throws IOException {
    Channel first = open(folder);
    List<Delivery> batch = List.of(delivery(1, 0), delivery(2, 2 << 20), delivery(3, 0));
    List<DeliveryResult> results = deliver(first, batch);
    assertThat(results.get(1)).isInstanceOf(Rejected.class);
    assertDelivered(List.of(results.get(0), results.get(2)));
    close(first);
    Channel second = open(copy());
    assertThat(deliver(second, batch).get(1)).as("again").isInstanceOf(Rejected.class);
    assertDelivered(deliver(second, 1, 2, 3, 4));
    assertDelivered(deliver(second, 2, 3, 4));
    close(second);
    assertThat(committed(topic)).containsExactly(1, 3, 2, 4);
  }

  @Test
  void afterManyEventsThatWereSetAsideOthersWaitUntilThatIsStored() {
    EmitterDefinition definition = definition(topic).parameter("keyExpression", "key").build();
    Channel channel = open(definition, null, folder);
    int many = WrittenPositions.MOST_SET_ASIDE + 1;
    List<Delivery> unusable =
        IntStream.range(0, many).mapToObj(one -> delivery(one, "{\"key\":[1]}")).toList();
    assertThat(deliver(channel, unusable))
        .allSatisfy(one -> assertThat(one).isInstanceOf(Rejected.class));
    assertThat(deliver(channel, many).get(0)).isInstanceOf(Retry.class);
    settled = 10;
    assertDelivered(deliver(channel, many));
    close(channel);
    assertThat(committed(topic)).containsExactly(many);
  }

  @Test
  void whatAPersonSendsAgainIsWrittenAgain() {
    Channel channel = open(folder);
    deliver(channel, 0, 1);
    assertDelivered(deliver(channel, List.of(delivery(0, 0).resubmittedBy("somebody"))));
    assertDelivered(deliver(channel, 1, 2));
    close(channel);
    assertThat(committed(topic)).containsExactly(0, 1, 0, 2);
  }

  @Test
  void aTwinThatWasFencedIsDisabled() throws IOException {
    Channel first = open(folder);
    assertDelivered(deliver(first, 0, 1));
    Channel twin = open(copy());
    assertDelivered(deliver(twin, 0, 1, 2));
    DeliveryResult result = deliver(first, 2).get(0);
    assertThat(result).isInstanceOf(Disable.class);
    assertThat(((Disable) result).reason()).contains("another process writes as this emitter");
    assertDelivered(deliver(twin, 3));
    close(first);
    close(twin);
    assertThat(committed(topic)).containsExactly(0, 1, 2, 3);
  }

  /**
   * A broker that is restarted before it has ended a transaction, although it said so, may never do
   * it: then it waits for a person.
   */
  private void awaitMarkers() throws IOException {
    assertThat(committed(topic)).containsExactly(0, 1);
    try (Cluster cluster = Cluster.at(Map.of("bootstrap.servers", kafka.broker().plaintext()))) {
      String group = TransactionIds.of(folder).group();
      assertThat(cluster.committed(group, TransactionalWriter.partition(topic))).isNotNull();
    }
  }

  @Test
  void goesOnAfterTheBrokerWasAway() throws IOException {
    Channel channel = open(definition(topic).parameter("timeout", "5s").build(), null, folder);
    assertDelivered(deliver(channel, 0, 1));
    awaitMarkers();
    kafka.broker().stop();
    try {
      assertThat(deliver(channel, 2, 3).get(0)).isInstanceOf(Retry.class);
    } finally {
      kafka.broker().start();
    }
    List<DeliveryResult> results = deliver(channel, 2, 3);
    for (int attempt = 0; attempt < 20 && results.get(0) instanceof Retry; attempt++) {
      results = deliver(channel, 2, 3);
    }
    assertDelivered(results);
    close(channel);
    assertThat(committed(topic)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void anEmitterThatWasRemovedAndComesBackWritesAllAgain() throws IOException {
    Channel first = open(folder);
    deliver(first, 0, 1);
    TransactionIds ids = TransactionIds.of(folder);
    Channel second = open(folder);
    assertThat(deliver(second, 0).get(0)).as("the first is not closed").isInstanceOf(Retry.class);
    close(first);
    first.removed();
    assertDelivered(deliver(second, 0, 1));
    assertThat(TransactionIds.of(folder)).isNotEqualTo(ids);
    close(second);
    assertThat(committed(topic)).containsExactly(0, 1, 0, 1);
  }

  @Test
  void positionsOfAnotherTopicMeanNothing() throws IOException {
    Channel first = open(folder);
    deliver(first, 0, 1);
    close(first);
    String other = kafka.topic();
    Channel second = open(definition(other).build(), null, copy());
    assertDelivered(deliver(second, 0, 1));
    close(second);
    assertThat(committed(other)).containsExactly(0, 1);
  }

  @Test
  void checkTriesEachRight() throws Exception {
    Identity user = new Identity.Basic(TestBroker.READER, Secret.of(TestBroker.PASSWORD));
    EmitterDefinition definition =
        EmitterDefinition.builder("orders", "Kafka")
            .parameter("brokers", kafka.broker().secure())
            .parameter("topic", topic)
            .parameter("exactlyOnce", true)
            .parameter("timeout", "30s")
            .parameter("tls", Map.of("ca", kafka.certificates().authority()))
            .identityRef("id")
            .build();
    Channel channel = open(definition, user, folder);
    assertThat(fault(channel)).contains("WRITE");
    allow(ResourceType.TOPIC, topic, AclOperation.WRITE);
    assertThat(fault(channel)).contains("WRITE and DESCRIBE on transactional ids");
    allow(ResourceType.TRANSACTIONAL_ID, TransactionIds.PREFIX, AclOperation.WRITE);
    assertThat(fault(channel)).contains("READ and DESCRIBE on consumer groups");
    allow(ResourceType.GROUP, TransactionIds.PREFIX, AclOperation.READ);
    assertThat(fault(channel)).contains("READ, WRITE and DESCRIBE on the topic");
    allow(ResourceType.TOPIC, topic, AclOperation.READ);
    assertThat(fault(channel)).isNull();
    assertDelivered(deliver(channel, 0));
    close(channel);
    assertThat(committed(topic)).containsExactly(0);
  }

  private static @Nullable String fault(Channel channel) {
    return channel.check().toCompletableFuture().join().fault();
  }

  private void allow(ResourceType type, String name, AclOperation operation) throws Exception {
    AccessControlEntry entry =
        new AccessControlEntry(
            "User:" + TestBroker.READER, "*", operation, AclPermissionType.ALLOW);
    ResourcePattern pattern = new ResourcePattern(type, name, PatternType.PREFIXED);
    kafka
        .admin()
        .createAcls(List.of(new AclBinding(pattern, entry)))
        .all()
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void isRefusedWhereThereCanBeNone() {
    try (Emitters emitters = Emitters.builder().log(MemoryEventLog.create()).start()) {
      assertThatThrownBy(() -> emitters.register(definition(topic).build()))
          .hasMessageContaining("$.parameters.exactlyOnce")
          .hasMessageContaining("a log in memory")
          .hasMessageContaining("keep the log on disk");
    }
    assertRefused(
        definition(topic).parameter("preset", "event-hubs"),
        "$.parameters.exactlyOnce",
        "no transactions");
    assertRefused(
        definition(topic).parameter("preset", "fabric-eventstream"),
        "$.parameters.exactlyOnce",
        "no transactions");
    assertRefused(
        definition(topic).parameter("properties", Map.of("transactional.id", "mine")),
        "$.parameters.properties['transactional.id']",
        "use the parameter exactlyOnce");
    EmitterDefinition plain = definition(topic).build();
    assertRefused(
        definition(topic).delivery(plain.delivery().withOrdering(Ordering.KEY, 2)),
        "$.delivery.ordering",
        "must be strict");
  }

  private void assertRefused(EmitterDefinition.Builder definition, String... parts) {
    assertThatThrownBy(() -> Bench.resolve(provider, definition.build(), null))
        .hasMessageContainingAll(parts);
  }

  @Test
  void whatIsCommittedIsReadAsItWas() {
    ChannelContext context =
        Bench.resolve(provider, definition(topic).build(), null)
            .context()
            .withSettled(position -> position.equals("4"))
            .withPositions(
                text -> text.matches("[0-9]+") ? new SequencePosition(Long.parseLong(text)) : null);
    List<Delivery> setAside = new ArrayList<>(List.of(delivery(4, 0), delivery(5, 0)));
    WrittenPositions first =
        WrittenPositions.NONE.with(List.of(delivery(3, 0), delivery(6, 0)), setAside, context);
    assertThat(WrittenPositions.read(first.committed(), context)).isEqualTo(first);
    assertThat(first.committed().offset()).isEqualTo(6);
    assertThat(first.contains(delivery(5, 0))).isFalse();
    assertThat(first.contains(delivery(3, 0))).isTrue();
    assertThat(first.contains(delivery(7, 0))).isFalse();
    WrittenPositions next = first.with(List.of(delivery(5, 0)), List.of(), context);
    assertThat(next.setAside()).isEmpty();
    assertThat(next.contains(delivery(5, 0))).isTrue();
    assertThat(WrittenPositions.read(null, context)).isEqualTo(WrittenPositions.NONE);
    assertThat(WrittenPositions.read(first.committed(), context.withPositions(text -> null)))
        .isEqualTo(WrittenPositions.NONE);
  }
}
