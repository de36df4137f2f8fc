package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.EncodedEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.extensions.DistributedTracingExtension;
import io.cloudevents.core.provider.ExtensionProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kafka protocol binding, read back by the CloudEvents SDK. */
@Tag("C6")
final class BindingTest {

  private static final String TRACE_PARENT =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String TRACE_STATE = "vendor=42,other=a b";

  private final Kafka kafka = Kafka.get();
  private final KafkaChannelProvider provider = new KafkaChannelProvider();

  private List<ConsumerRecord<byte[], byte[]>> sent(
      UnaryOperator<EmitterDefinition.Builder> with, CloudEvent... events) {
    return kafka.records(topicWith(with, events));
  }

  private List<ConsumerRecord<byte[], byte[]>> mapped(
      UnaryOperator<EmitterDefinition.Builder> with, CloudEvent... events) {
    return kafka.recordsOfAnyShape(
        topicWith(one -> with.apply(one.parameter("mode", "mapped")), events));
  }

  private String topicWith(UnaryOperator<EmitterDefinition.Builder> with, CloudEvent... events) {
    String topic = kafka.topic();
    try (Bench bench =
        Bench.open(
            provider, with.apply(Bench.definition(kafka.broker().plaintext(), topic)).build())) {
      assertThat(bench.deliver(List.of(events)))
          .allMatch(result -> result instanceof DeliveryResult.Delivered);
    }
    return topic;
  }

  static CloudEvent read(ConsumerRecord<byte[], byte[]> record) {
    return SdkJudge.read(record);
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : record.headers()) {
      assertThat(headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)))
          .isNull();
    }
    return headers;
  }

  @Test
  void writesAttributesAsHeadersAndTheDataAsItIs() {
    CloudEvent event =
        Bench.event("é-1")
            .withSubject("Grüße")
            .withExtension("partitionkey", "k")
            .withExtension("number", 42)
            .withExtension("flag", true)
            .withData("application/json", "{ \"a\" : 1 }".getBytes(StandardCharsets.UTF_8))
            .build();
    ConsumerRecord<byte[], byte[]> record = sent(one -> one, event).get(0);
    assertThat(headers(record))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "é-1",
                "ce_source", "https://shop.example",
                "ce_type", "order.placed",
                "ce_subject", "Grüße",
                "ce_time", "2026-01-01T00:00:00Z",
                "ce_partitionkey", "k",
                "ce_number", "42",
                "ce_flag", "true",
                "content-type", "application/json"));
    assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{ \"a\" : 1 }");
    assertThat(record.key()).isNull();
  }

  @Test
  void sendsAnEventWithoutDataStructuredAsARecordWithoutValueWouldDelete() {
    ConsumerRecord<byte[], byte[]> record = sent(one -> one, Bench.event("1").build()).get(0);
    assertThat(headers(record)).isEqualTo(Map.of("content-type", "application/cloudevents+json"));
    assertThat(read(record).getId()).isEqualTo("1");
    assertThat(read(record).getData()).isNull();
  }

  @Test
  void sendsEmptyDataAsAnEmptyValue() {
    CloudEvent event = Bench.event("1").withData("text/plain", new byte[0]).build();
    ConsumerRecord<byte[], byte[]> record = sent(one -> one, event).get(0);
    assertThat(record.value()).isEmpty();
    assertThat(headers(record)).containsEntry("content-type", "text/plain");
  }

  @Test
  void writesTheWholeEventInStructuredMode() {
    CloudEvent event = Bench.withData("1", "{\"a\":1}");
    ConsumerRecord<byte[], byte[]> record =
        sent(one -> one.parameter("mode", "structured"), event).get(0);
    assertThat(headers(record)).isEqualTo(Map.of("content-type", "application/cloudevents+json"));
    assertThat(read(record).getType()).isEqualTo("order.placed");
    assertThat(record.value()).asString(StandardCharsets.UTF_8).contains("\"data\":{\"a\":1}");
  }

  @Test
  @Tag("X2")
  void writesWhatTheBodyMakesOfAnEvent() {
    ConsumerRecord<byte[], byte[]> record =
        mapped(
                one ->
                    one.parameter("body", Map.of("order", List.of("a", "event.id")))
                        .parameter("keyExpression", "\"k\" + event.id"),
                Bench.withData("1", "{\"a\":1}"))
            .get(0);
    assertThat(headers(record)).isEqualTo(Map.of("content-type", "application/json"));
    assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"order\":[1,\"1\"]}");
    assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("k1");
  }

  @Test
  @Tag("X2")
  void writesARecordForEachEventWithAnEnvelope() {
    List<ConsumerRecord<byte[], byte[]>> records =
        mapped(
            one -> one.parameter("prettyPrint", true).parameter("envelope", "events.data"),
            Bench.withData("1", "{\"a\":1}"),
            Bench.withData("2", "{\"a\":2}"));
    assertThat(records)
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("[\n  {\n    \"a\": 1\n  }\n]", "[\n  {\n    \"a\": 2\n  }\n]");
  }

  @Test
  @Tag("X2")
  void rejectsTheEventForWhichTheBodyFailsAndWritesTheOthers() {
    String topic = kafka.topic();
    EmitterDefinition definition =
        Bench.definition(kafka.broker().plaintext(), topic)
            .parameter("mode", "mapped")
            .parameter("body", Map.of("n", "a * 2"))
            .build();
    try (Bench bench = Bench.open(provider, definition)) {
      List<DeliveryResult> results =
          bench.deliver(
              List.of(
                  Bench.withData("1", "{\"a\":1}"),
                  Bench.withData("2", "{\"a\":\"secretive\"}"),
                  Bench.withData("3", "{\"a\":\"" + "x".repeat(2_000_000) + "\"}"),
                  Bench.withData("4", "{\"a\":4}")));
      assertThat(results.get(0)).isInstanceOf(DeliveryResult.Delivered.class);
      assertThat(((DeliveryResult.Rejected) results.get(1)).reason())
          .startsWith("$.parameters.body.n: ")
          .doesNotContain("secretive");
      assertThat(results.get(2)).isInstanceOf(DeliveryResult.Rejected.class);
      assertThat(results.get(3)).isInstanceOf(DeliveryResult.Delivered.class);
    }
    assertThat(kafka.recordsOfAnyShape(topic))
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("{\"n\":2}", "{\"n\":8}");
  }

  /** The distributed tracing extension of CloudEvents. */
  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured"})
  void carriesTheTraceOfAnEvent(String mode) {
    CloudEvent event =
        CloudEventBuilder.from(Bench.withData("1", "{}"))
            .withExtension("traceparent", TRACE_PARENT)
            .withExtension("tracestate", TRACE_STATE)
            .build();
    ConsumerRecord<byte[], byte[]> record = sent(one -> one.parameter("mode", mode), event).get(0);
    if (mode.equals("binary")) {
      assertThat(headers(record))
          .containsEntry("ce_traceparent", TRACE_PARENT)
          .containsEntry("ce_tracestate", TRACE_STATE);
      assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    } else {
      assertThat(headers(record)).containsOnlyKeys("content-type");
      assertThat(record.value())
          .asString(StandardCharsets.UTF_8)
          .contains("\"traceparent\":\"" + TRACE_PARENT + "\"")
          .contains("\"tracestate\":\"" + TRACE_STATE + "\"");
    }
    DistributedTracingExtension read = trace(record);
    assertThat(read.getTraceparent()).isEqualTo(TRACE_PARENT);
    assertThat(read.getTracestate()).isEqualTo(TRACE_STATE);
  }

  static DistributedTracingExtension trace(ConsumerRecord<byte[], byte[]> record) {
    return Objects.requireNonNull(
        ExtensionProvider.getInstance()
            .parseExtension(DistributedTracingExtension.class, read(record)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured"})
  void showsEventsAsTheDefinitionSays(String mode) {
    ConsumerRecord<byte[], byte[]> record =
        sent(
                one ->
                    one.parameter("mode", mode)
                        .parameter("prettyPrint", true)
                        .parameter("source", "urn:mirror")
                        .parameter("subject", "orders"),
                Bench.withData("1", "{\"a\":1}"))
            .get(0);
    CloudEvent read = read(record);
    assertThat(read.getSource()).hasToString("urn:mirror");
    assertThat(read.getSubject()).isEqualTo("orders");
    assertThat(record.value()).asString(StandardCharsets.UTF_8).contains("\n").contains("\"a\": 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void compresses(String how) {
    CloudEvent event = Bench.withData("1", "{\"a\":1}");
    assertThat(sent(one -> one.parameter("compression", how), event)).hasSize(1);
  }

  /** The real events of a well-known service, with every byte of their data. */
  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured"})
  void carriesRealEventsByteForByte(String mode) throws IOException {
    List<EncodedEvent> events = realEvents();
    List<ConsumerRecord<byte[], byte[]>> records =
        sent(
            one -> one.parameter("mode", mode),
            events.stream().map(EncodedEvent::event).toArray(CloudEvent[]::new));
    assertThat(records).hasSameSizeAs(events);
    for (int i = 0; i < records.size(); i++) {
      CloudEvent read = read(records.get(i));
      CloudEvent published = events.get(i).event();
      assertThat(read.getAttributeNames()).isEqualTo(published.getAttributeNames());
      for (String name : published.getAttributeNames()) {
        assertThat(String.valueOf(read.getAttribute(name)))
            .isEqualTo(String.valueOf(published.getAttribute(name)));
      }
      assertThat(data(read, records.get(i), mode)).isEqualTo(bytes(published.getData()));
    }
  }

  /** In structured mode the data is looked for in the bytes, as the SDK would write it anew. */
  private static byte[] data(CloudEvent read, ConsumerRecord<byte[], byte[]> record, String mode) {
    return mode.equals("binary")
        ? bytes(read.getData())
        : bytes(EncodedEvent.stored(record.value()).event().getData());
  }

  private static byte[] bytes(CloudEventData data) {
    return data == null ? new byte[0] : data.toBytes();
  }

  private static List<EncodedEvent> realEvents() throws IOException {
    Path file = Path.of(System.getProperty("emitter.data", "")).resolve("github-events.ndjson.gz");
    assumeThat(file).as("pass -Demitter.data=FOLDER").exists();
    List<EncodedEvent> events = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String json = line.substring(line.indexOf("\"event\":") + 8, line.lastIndexOf('}'));
        events.add(
            Bench.encode(CloudEventReader.read(json.strip().getBytes(StandardCharsets.UTF_8))));
      }
    }
    assertThat(events).hasSize(219);
    return events;
  }
}
