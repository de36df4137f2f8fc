package dev.emitter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.InvalidEventException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The CloudEvents SDK's reader of records finds in them the events that were published. */
@Tag("C6")
final class SdkReadsRecordsTest {

  private final Kafka kafka = Kafka.get();

  private static CloudEvent of(String members) {
    String json =
        "{'specversion':'1.0','id':'1','source':'/s','type':'t','time':'2026-01-01T00:00:00Z',"
            + members
            + "}";
    return CloudEventReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static CloudEvent with(String id, String contentType, byte... data) {
    return Bench.event(id).withData(contentType, data).build();
  }

  private static List<CloudEvent> events() {
    return List.of(
        Bench.withData("plain", "{\"a\":1}"),
        Bench.event("Grüße % \"😀\" +")
            .withSubject("a b+c%20")
            .withTime(OffsetDateTime.parse("2026-01-02T03:04:05.000000001-11:30"))
            .withDataSchema(URI.create("https://s.example/1?a=b#c"))
            .withExtension("flag", "true")
            .withExtension("moment", "2020-01-02T03:04:05.5Z")
            .withData("application/json", " { \"a\" : 1.10 } ".getBytes(StandardCharsets.UTF_8))
            .build(),
        Bench.event("no data").build(),
        with("empty", "text/plain"),
        with("text", "text/plain", (byte) 'a', (byte) '\n'),
        with("bytes", "application/octet-stream", (byte) 0, (byte) -1),
        with("dotted", "application/vnd.x+json", (byte) '1'),
        with("image", "image/json", (byte) '{', (byte) '}'),
        of("'data':{'n':1}"),
        of("'data':null"),
        of("'data':'grüße'"),
        of("'data':'grüße','datacontenttype':'text/plain; charset=iso-8859-1'"),
        of("'data':{'n':'grüße'},'datacontenttype':'application/json; charset=iso-8859-1'"),
        of("'data_base64':'AQID'"),
        of("'data_base64':'eyJhIjoxfQ=='"));
  }

  private List<ConsumerRecord<byte[], byte[]>> sent(String mode, CloudEvent... events) {
    String topic = kafka.topic();
    try (Bench bench =
        Bench.open(
            new KafkaChannelProvider(),
            Bench.definition(kafka.broker().plaintext(), topic).parameter("mode", mode).build())) {
      assertThat(bench.deliver(List.of(events)))
          .allMatch(result -> result instanceof DeliveryResult.Delivered);
    }
    return kafka.records(topic);
  }

  private static String contentType(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("content-type");
    return header == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Binary mode declares what the data is where the event leaves it to the reader. */
  private static CloudEvent expected(String mode, EncodedEvent event) {
    return mode.equals("binary") && event.fitsBinaryMode()
        ? CloudEventBuilder.v1(event.event()).withDataContentType(event.contentType()).build()
        : event.event();
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured"})
  void findsTheEventsThatWerePublished(String mode) {
    List<CloudEvent> events = events();
    List<ConsumerRecord<byte[], byte[]>> records = sent(mode, events.toArray(CloudEvent[]::new));
    assertThat(records).hasSameSizeAs(events);
    for (int i = 0; i < records.size(); i++) {
      CloudEvent expected = expected(mode, Bench.encode(events.get(i)));
      assertThat(SdkJudge.shown(SdkJudge.read(records.get(i)))).isEqualTo(SdkJudge.shown(expected));
    }
  }

  /** Readers go by how the content type begins, and would read the event within. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents",
        "application/cloudevents+json",
        "Application/CloudEvents+JSON; charset=utf-8",
        "application/cloudevents-batch+json"
      })
  void findsTheOuterEventWhereTheDataIsAnotherOne(String type) {
    byte[] inner =
        "{\"specversion\":\"1.0\",\"id\":\"in\",\"source\":\"/in\",\"type\":\"in\"}"
            .getBytes(StandardCharsets.UTF_8);
    for (String mode : List.of("binary", "structured")) {
      ConsumerRecord<byte[], byte[]> record = sent(mode, with("out", type, inner)).get(0);
      assertThat(SdkJudge.read(record).getId()).isEqualTo("out");
      assertThat(SdkJudge.read(record).getDataContentType()).isEqualTo(type);
      assertThat(contentType(record)).isEqualTo("application/cloudevents+json");
    }
  }

  /** Readers take a record without a content type for bytes, or do not read it at all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'data':{'n':1} | application/json | {\"n\":1}",
        "'data':null | application/json | null",
        "'data_base64':'YWI=' | application/octet-stream | ab"
      })
  void declaresWhatDataWithoutContentTypeIs(String members, String type, String value) {
    ConsumerRecord<byte[], byte[]> record = sent("binary", of(members)).get(0);
    assertThat(contentType(record)).isEqualTo(type);
    assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo(value);
  }

  @Test
  void sendsTextInTheCharsetThatItsContentTypeNames() {
    CloudEvent event = of("'data':'grüße','datacontenttype':'text/plain; charset=utf-16be'");
    ConsumerRecord<byte[], byte[]> record = sent("binary", event).get(0);
    assertThat(contentType(record)).isEqualTo("text/plain; charset=utf-16be");
    assertThat(new String(record.value(), Charset.forName("utf-16be"))).isEqualTo("grüße");
  }

  private static ConsumerRecord<byte[], byte[]> record(String value, String... headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("t", 0, 0, null, value.getBytes(StandardCharsets.UTF_8));
    for (String header : headers) {
      String[] parts = header.split("=", 2);
      record.headers().add(parts[0], parts[1].getBytes(StandardCharsets.UTF_8));
    }
    return record;
  }

  /** A judge that finds no fault anywhere proves nothing. */
  @Test
  void isAJudgeThatFindsFaults() {
    String[] good = {
      "content-type=text/plain",
      "ce_specversion=1.0",
      "ce_id=1",
      "ce_source=/s",
      "ce_type=t",
      "ce_time=2026-01-01T00:00:00Z"
    };
    assertThat(SdkJudge.read(record("x", good)).getId()).isEqualTo("1");
    for (int left = 1; left < 5; left++) {
      String[] headers = good.clone();
      headers[left] = "other=1";
      assertThatThrownBy(() -> SdkJudge.read(record("x", headers)))
          .as(good[left])
          .isInstanceOfAny(AssertionError.class, IllegalStateException.class);
    }
    assertThatThrownBy(
            () -> SdkJudge.read(record("{}", "content-type=application/cloudevents+json")))
        .isInstanceOfAny(AssertionError.class, InvalidEventException.class);
  }
}
