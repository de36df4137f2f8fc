package dev.emitter.benchmarks.kafka;

import com.sun.management.OperatingSystemMXBean;
import dev.emitter.Emitters;
import dev.emitter.Receipt;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.EventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publish to acknowledged by a broker in this JVM, through the library and through a loop around
 * Kafka's producer that sends the same bytes with the same settings. Rounds take turns, so that
 * what else the machine does meets all alike.
 */
public final class KafkaThroughput {

  private static final int ROUNDS = 7;
  private static final int GROUP = 1_000;
  private static final int KINDS = 500;
  private static final Topic TOPIC = Topic.of("orders", "eu");
  private static final String KAFKA_TOPIC = "orders";

  private final LocalBroker broker;
  private final Path folder;
  private final int events;
  private final List<CloudEvent> kinds =
      IntStream.range(0, KINDS).mapToObj(KafkaThroughput::event).toList();

  private KafkaThroughput(LocalBroker broker, Path folder, int events) {
    this.broker = broker;
    this.folder = folder;
    this.events = events;
  }

  /** A way to send all events. */
  private interface Way {
    void run() throws IOException;
  }

  /**
   * Runs the comparison.
   *
   * @param args a folder for logs, which must be empty, and how many events a round sends
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args.length > 0 ? args[0] : "target/kafka");
    int events = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"))) {
      broker.createTopic(KAFKA_TOPIC);
      new KafkaThroughput(broker, folder, events).run(System.out);
    }
  }

  /** Returns an event: what repeats itself would be compressed to nothing. */
  private static CloudEvent event(int seed) {
    byte[] noise = new byte[500];
    new Random(seed).nextBytes(noise);
    String data = "{\"order\":4711,\"note\":\"" + HexFormat.of().formatHex(noise) + "\"}";
    return CloudEventBuilder.v1()
        .withId("4f1c")
        .withSource(URI.create("https://shop.example"))
        .withType("order.placed")
        .withTime(OffsetDateTime.parse("2026-01-01T00:00:00Z"))
        .withData("application/json", data.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private void run(PrintStream out) throws IOException {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("a loop around KafkaProducer", this::bare);
    ways.put("through the library, memory log", () -> library(MemoryEventLog.create()));
    ways.put("through the library, log on disk", () -> library(disk()));
    double[][] rates = new double[ways.size()][ROUNDS];
    double[][] costs = new double[ways.size()][ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      int way = 0;
      for (Way each : ways.values()) {
        measure(each, rates[way], costs[way], round);
        way++;
      }
    }
    print(out, List.copyOf(ways.keySet()), rates, costs);
  }

  private void measure(Way way, double[] rates, double[] costs, int round) throws IOException {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    way.run();
    if (round >= 0) {
      rates[round] = events / ((System.nanoTime() - start) / 1e6);
      costs[round] = (cpuNanos() - cpu) / 1e3 / events;
    }
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void print(
      PrintStream out, List<String> names, double[][] rates, double[][] costs) {
    out.println(
        "| publish to acknowledged, 1 KB, 1 publisher | thousand events/s | of the loop"
            + " | CPU us an event, broker included |");
    out.println("|---|---|---|---|");
    for (int way = 0; way < names.size(); way++) {
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        ratios[round] = rates[way][round] / rates[0][round] * 100;
      }
      out.printf(
          "| %s | %s | %s %% | %s |%n",
          names.get(way), new Series(rates[way]), new Series(ratios), new Series(costs[way]));
    }
  }

  private void bare() {
    List<byte[]> values =
        kinds.stream().map(one -> Objects.requireNonNull(one.getData()).toBytes()).toList();
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.address());
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", "5");
    settings.put("batch.size", Integer.toString(128 << 10));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < events; i++) {
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(
                    KAFKA_TOPIC, null, null, null, values.get(i % KINDS), headers()),
                (to, failure) -> {
                  if (failure != null) {
                    throw new IllegalStateException(failure);
                  }
                });
      }
    }
  }

  private static List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    headers.add(header("ce_specversion", "1.0"));
    headers.add(header("ce_id", "4f1c"));
    headers.add(header("ce_source", "https://shop.example"));
    headers.add(header("ce_type", "order.placed"));
    headers.add(header("ce_time", "2026-01-01T00:00:00Z"));
    headers.add(header("content-type", "application/json"));
    return headers;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private EventLog disk() throws IOException {
    return DiskEventLog.open(Files.createTempDirectory(folder, "log"));
  }

  /** Publishes as the loop sends, without waiting for each; a group is accepted before the next. */
  private void publishAll(Emitters emitters) {
    CompletionStage<Receipt> last = null;
    for (int i = 0; i < events; i++) {
      last = emitters.publishAsync(TOPIC, kinds.get(i % KINDS));
      if (i % GROUP == GROUP - 1) {
        last.toCompletableFuture().join();
      }
    }
    if (last != null) {
      last.toCompletableFuture().join();
    }
  }

  private void library(EventLog log) {
    try (Emitters emitters = Emitters.builder().log(log).start()) {
      emitters.register(
          EmitterDefinition.builder("one", "Kafka")
              .parameter("brokers", broker.address())
              .parameter("topic", KAFKA_TOPIC)
              .build());
      publishAll(emitters);
      if (!emitters.awaitIdle(Duration.ofMinutes(5))
          || emitters.status().get(0).delivered() != events) {
        throw new IllegalStateException("not delivered: " + emitters.status());
      }
    }
  }
}
