package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.problem.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of a table, as the Power BI channel makes them, in records of a real broker. */
@Tag("C5")
@Tag("C6")
final class RowsTest {

  private static final Map<String, String> ID = column("EventId", "String", "event.id");
  private static final Map<String, String> AMOUNT = column("Amount", "Decimal", "a");

  private final Kafka kafka = Kafka.get();

  private static Map<String, String> column(String name, String type, String lookup) {
    return Map.of("name", name, "type", type, "lookup", lookup);
  }

  private EmitterDefinition.Builder rows(String topic, List<Map<String, String>> columns) {
    return Bench.definition(kafka.broker().plaintext(), topic)
        .messages("order.placed")
        .parameter("mode", "rows")
        .parameter("columns", columns);
  }

  @Test
  void writesARowARecordAndSetsAsideWhatDoesNotFit() {
    String topic = kafka.topic();
    EmitterDefinition definition =
        rows(topic, List.of(ID, AMOUNT)).parameter("keyExpression", "event.id").build();
    try (Bench bench = Bench.open(new KafkaChannelProvider(), definition)) {
      List<DeliveryResult> results =
          bench.deliver(
              List.of(
                  Bench.withData("1", "{\"a\":1.00005}"),
                  Bench.withData("2", "{\"a\":\"secretive\"}"),
                  Bench.withData("3", "{}")));
      assertThat(results.get(1))
          .isInstanceOfSatisfying(
              Rejected.class,
              rejected ->
                  assertThat(rejected.reason())
                      .contains("column \"Amount\": its lookup gave text")
                      .doesNotContain("secretive"));
    }
    List<ConsumerRecord<byte[], byte[]>> records = kafka.recordsOfAnyShape(topic);
    assertThat(records)
        .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
        .containsExactly("{\"EventId\":\"1\",\"Amount\":1}", "{\"EventId\":\"3\",\"Amount\":null}");
    assertThat(records.get(0).key()).asString(StandardCharsets.UTF_8).isEqualTo("1");
    assertThat(records.get(0).headers().toArray())
        .singleElement()
        .satisfies(
            header -> {
              assertThat(header.key()).isEqualTo("content-type");
              assertThat(header.value())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo("application/json");
            });
  }

  @Test
  void tellsAllFaultsAtTheirPath() {
    List<Map<String, String>> columns =
        List.of(ID, column("eventid", "Int32", "event.id"), column("C", "String", "1 +"));
    EmitterDefinition definition =
        EmitterDefinition.builder("orders", "Kafka")
            .messages("order.placed", "order.paid")
            .parameter("brokers", "b")
            .parameter("topic", "rows")
            .parameter("mode", "rows")
            .parameter("columns", columns)
            .build();
    assertThatThrownBy(() -> Bench.resolve(new KafkaChannelProvider(), definition, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(
            "$.messages: found 2; exactly one",
            "$.parameters.brokers",
            "$.parameters.columns[1].name",
            "$.parameters.columns[1].type",
            "$.parameters.columns[2].lookup");
  }
}
