package dev.emitter.event;

import static dev.emitter.event.Events.completer;
import static dev.emitter.event.Events.line;
import static dev.emitter.event.Events.sample;
import static dev.emitter.event.Events.text;
import static dev.emitter.event.Events.utf8;
import static dev.emitter.event.Events.withData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("E1")
class EncodedEventTest {

  private static final Presentation PRETTY = new Presentation(true, null, null);

  private static String lineOf(String json) {
    return text(
        completer().complete(withData("application/json", json)).structured(Presentation.PLAIN));
  }

  @Test
  void writesMembersInOrder() {
    CloudEvent event =
        sample()
            .withSubject("s")
            .withTime(OffsetDateTime.parse("2020-01-02T03:04:00Z"))
            .withDataSchema(URI.create("a:b"))
            .withExtension("zz", true)
            .withExtension("aa", -3)
            .withExtension("bb", new byte[] {1, 2})
            .withData("application/json", utf8("{\"x\":1.10}"))
            .build();
    assertThat(line(event))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"sold\",\"subject\":\"s\","
                + "\"time\":\"2020-01-02T03:04:00Z\",\"datacontenttype\":\"application/json\",\"dataschema\":\"a:b\","
                + "\"aa\":-3,\"bb\":\"AQI=\",\"zz\":true,\"data\":{\"x\":1.10}}");
  }

  @Test
  void endsWithoutData() {
    assertThat(line(sample().build())).endsWith("\"time\":\"2026-11-01T10:20:30.5Z\"}");
    assertThat(completer().complete(sample().build()).data(Presentation.PLAIN)).isNull();
  }

  @Test
  void carriesTextAsAString() {
    assertThat(line(withData("text/plain", "a\"\\\b\t\n\f\r\u0001\u007f\u0085\u2028\u2029é😀")))
        .endsWith("\"data\":\"a\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u007f\\u0085\\u2028\\u2029é😀\"}");
    assertThat(line(withData("application/xml", "<a/>"))).endsWith("\"data\":\"<a/>\"}");
    assertThat(line(withData("image/svg+xml", "<a/>"))).endsWith("\"data\":\"<a/>\"}");
    assertThat(line(withData("text/plain", ""))).endsWith("\"data\":\"\"}");
  }

  @Test
  void carriesOtherBytesInBase64() {
    assertThat(line(withData("application/octet-stream", "ab")))
        .endsWith("\"data_base64\":\"YWI=\"}");
    assertThat(line(withData("text/plain; charset=iso-8859-1", "a")))
        .endsWith("\"data_base64\":\"YQ==\"}");
    CloudEvent broken = sample().withData("text/plain", new byte[] {(byte) 0xFF}).build();
    assertThat(line(broken)).endsWith("\"data_base64\":\"/w==\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' { \"a\" : [ 1.10 , 2E+5 ] }\n'|'{\"a\":[1.10,2E+5]}'",
        "'\"a  b\\\"  c\\\\\"  '|'\"a  b\\\"  c\\\\\"'",
        "'[\r\n]'|'[]'",
        "'{\"a b\":\"\\u2028\"}'|'{\"a b\":\"\\u2028\"}'"
      })
  void takesWhiteSpaceOutOfJson(String json, String line) {
    assertThat(lineOf(json)).endsWith("\"data\":" + line + "}");
  }

  @Test
  void escapesWhatCouldForgeALine() {
    assertThat(lineOf("{\"\u2028\":\"a\u0085b\u2029c\u007fd\u009be\u00a0\"}"))
        .endsWith("{\"\\u2028\":\"a\\u0085b\\u2029c\\u007fd\\u009be\u00a0\"}}");
    assertThat(line(sample().withSubject("a\u2028b\u00a0").build()))
        .contains("\"a\\u2028b\u00a0\"");
  }

  @Test
  void indentsForPeople() {
    EncodedEvent event =
        completer()
            .complete(
                sample()
                    .withTime(OffsetDateTime.parse("2020-01-02T03:04:05Z"))
                    .withData(
                        "application/json", utf8("{\"a\":[1.10,{}, [ ]],\"b\":{\"c\":\"x:,{ \"}}"))
                    .build());
    assertThat(text(event.structured(PRETTY)))
        .isEqualTo(
            """
            {
              "specversion": "1.0",
              "id": "1",
              "source": "/shop",
              "type": "sold",
              "time": "2020-01-02T03:04:05Z",
              "datacontenttype": "application/json",
              "data": {
                "a": [
                  1.10,
                  {},
                  []
                ],
                "b": {
                  "c": "x:,{ "
                }
              }
            }""");
    assertThat(text(event.data(PRETTY))).startsWith("{\n  \"a\": [\n    1.10,");
  }

  @Test
  void indentsTextAndBinaryAround() {
    assertThat(text(completer().complete(withData("text/plain", "a\nb")).structured(PRETTY)))
        .endsWith("\",\n  \"data\": \"a\\nb\"\n}");
    EncodedEvent plain = completer().complete(withData("text/plain", "a\nb"));
    assertThat(text(plain.data(PRETTY))).isEqualTo("a\nb");
  }

  @Test
  @Tag("E4")
  void overridesSourceAndSubjectWithoutCopyingTheData() {
    EncodedEvent event = completer().complete(withData("application/json", "{\"a\":1}"));
    Payload other = event.structured(new Presentation(false, URI.create("/other"), "const"));
    assertThat(text(other))
        .contains("\"source\":\"/other\",\"type\":\"sold\",\"subject\":\"const\"");
    assertThat(text(event.structured(Presentation.PLAIN)))
        .contains("\"source\":\"/shop\"")
        .doesNotContain("subject");
    assertThat(other.part(1)).isSameAs(event.structured(Presentation.PLAIN).part(1));
    assertThat(other.part(1)).isSameAs(event.event().getData().toBytes());
    assertThat(event.event().getSource()).isEqualTo(URI.create("/shop"));
  }

  @Test
  @Tag("E4")
  void refusesOverridesThatNoEventMayHave() {
    assertThatThrownBy(() -> new Presentation(false, null, ""))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> new Presentation(false, null, "a\nb"))
        .isInstanceOf(InvalidEventException.class);
    assertThatThrownBy(() -> new Presentation(false, URI.create(""), null))
        .isInstanceOf(InvalidEventException.class);
  }

  @Test
  void makesEachFormOnce() throws Exception {
    EncodedEvent event =
        completer().complete(withData("application/json", "[ " + "1, ".repeat(50_000) + "1]"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<byte[]> ask = () -> event.structured(Presentation.PLAIN).part(1);
      Set<Integer> identities = new TreeSet<>();
      for (var answer : threads.invokeAll(List.of(ask, ask, ask, ask))) {
        identities.add(System.identityHashCode(answer.get()));
      }
      assertThat(identities).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void weighsDataAttributesAndForms() {
    EncodedEvent event =
        completer().complete(withData("application/json", "[ 1, " + "2".repeat(500) + "]"));
    int before = event.weight();
    assertThat(before).isGreaterThan(800);
    int line = event.structured(Presentation.PLAIN).size();
    assertThat(event.weight()).isBetween(before + 400, before + line);
  }

  @Test
  void readsBackWhatALogHasKept() {
    CloudEvent event =
        sample()
            .withSubject("s")
            .withExtension("n", 5)
            .withData("application/json", utf8("[1.10]"))
            .build();
    EncodedEvent encoded = completer().complete(event);
    EncodedEvent stored = EncodedEvent.stored(encoded.structured(Presentation.PLAIN).toByteArray());
    assertThat(stored.event()).isEqualTo(encoded.event());
    assertThat(text(stored.structured(PRETTY))).isEqualTo(text(encoded.structured(PRETTY)));
    assertThatThrownBy(() -> EncodedEvent.stored(utf8("{\"specversion\":\"1.0\"}")))
        .isInstanceOf(InvalidEventException.class);
  }

  @Test
  void neverHandsOutWritableBuffers() {
    Payload payload =
        completer().complete(withData("text/plain", "a")).structured(Presentation.PLAIN);
    assertThat(payload.buffers()).allMatch(ByteBuffer::isReadOnly);
    assertThat(payload.buffers().stream().mapToInt(ByteBuffer::remaining).sum())
        .isEqualTo(payload.size());
  }
}
