package dev.emitter.event;

import static dev.emitter.event.Events.completer;
import static dev.emitter.event.Events.sample;
import static dev.emitter.event.Events.utf8;
import static dev.emitter.event.Events.withData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCompleterTest {

  private static EventDraft draft(Map<String, Object> extensions) {
    return new EventDraft(
        "1",
        URI.create("/s"),
        "t",
        null,
        OffsetDateTime.now(ZoneOffset.UTC),
        null,
        null,
        extensions,
        null);
  }

  private static CloudEvent typed(Map<String, Object> extensions) {
    return new io.cloudevents.core.v1.CloudEventV1(
        "1", URI.create("/s"), "t", null, null, null, null, null, extensions);
  }

  private static void assertRefused(CloudEvent event, String attribute, String... words) {
    assertThatThrownBy(() -> completer().complete(event))
        .isInstanceOfSatisfying(
            InvalidEventException.class, e -> assertThat(e.attribute()).isEqualTo(attribute))
        .hasMessageStartingWith(attribute + ": ")
        .message()
        .satisfies(message -> assertThat(List.of(words)).allMatch(message::contains));
  }

  @Test
  @Tag("E2")
  void fillsInIdSourceAndTime() {
    CloudEvent event =
        completer()
            .complete(CloudEventReader.read(utf8("{\"specversion\":\"1.0\",\"type\":\"t\"}")))
            .event();
    assertThat(event.getId()).isEqualTo("made-id");
    assertThat(event.getSource()).isEqualTo(URI.create("/default"));
    assertThat(event.getTime()).isEqualTo(Events.NOW.atOffset(ZoneOffset.UTC));
    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
  }

  @Test
  @Tag("E2")
  void keepsWhatIsThere() {
    OffsetDateTime time = OffsetDateTime.parse("2020-01-02T03:04:05.678+02:00");
    CloudEvent event = completer().complete(sample().withTime(time).build()).event();
    assertThat(event.getId()).isEqualTo("1");
    assertThat(event.getSource()).isEqualTo(URI.create("/shop"));
    assertThat(event.getTime()).isEqualTo(time);
  }

  @Test
  @Tag("E2")
  void refusesADefaultSourceThatNoEventMayHave() {
    assertThatThrownBy(() -> new EventCompleter(URI.create(""), Clock.systemUTC(), () -> "1", 1000))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("source: is empty");
  }

  @Test
  @Tag("E2")
  void refusesAnIdThatWasMadeWrong() {
    EventCompleter broken =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "a\nb", 1000);
    CloudEvent event = CloudEventReader.read(utf8("{\"specversion\":\"1.0\",\"type\":\"t\"}"));
    assertThatThrownBy(() -> broken.complete(event)).hasMessageStartingWith("id: character 2");
  }

  @Test
  @Tag("E2")
  void neverInventsAType() {
    assertRefused(CloudEventReader.read(utf8("{\"specversion\":\"1.0\"}")), "type", "missing");
  }

  @Test
  @Tag("E1")
  void refusesEmptyAttributes() {
    assertRefused(sample().withId("").build(), "id", "empty");
    assertRefused(sample().withSource(URI.create("")).build(), "source", "empty");
    assertRefused(sample().withType("").build(), "type", "empty");
    assertRefused(sample().withSubject("").build(), "subject", "empty");
    assertRefused(sample().withDataSchema(URI.create("")).build(), "dataschema", "empty");
    assertRefused(sample().withDataContentType("").build(), "datacontenttype", "empty");
  }

  @Test
  @Tag("E1")
  void refusesSpecVersion03() {
    CloudEvent old =
        CloudEventBuilder.v03().withId("1").withSource(URI.create("/s")).withType("t").build();
    assertRefused(old, "specversion", "0.3", "CloudEventBuilder.v1(event)");
  }

  @ParameterizedTest
  @CsvSource({
    "0, U+0000",
    "10, U+000A",
    "13, U+000D",
    "31, U+001F",
    "127, U+007F",
    "133, U+0085",
    "159, U+009F",
    "55296, U+D800",
    "56320, U+DC00",
    "64976, U+FDD0",
    "65534, U+FFFE",
    "65535, U+FFFF",
    "1114111, U+10FFFF"
  })
  @Tag("E1")
  void refusesForbiddenCharacters(int point, String shown) {
    String text = "ab" + Character.toString(point);
    assertRefused(sample().withId(text).build(), "id", "character 3", shown);
    assertRefused(sample().withType(text).build(), "type", shown);
    assertRefused(sample().withSubject(text).build(), "subject", shown);
    assertRefused(sample().withExtension("ext", text).build(), "ext", shown);
  }

  @Test
  @Tag("E1")
  void acceptsCharactersOfAllPlanes() {
    CloudEvent event = sample().withSubject("é\u2028😀").build();
    assertThat(completer().complete(event).event().getSubject()).isEqualTo("é\u2028😀");
  }

  @Test
  @Tag("E1")
  void refusesURIsThatRfc3986DoesNotKnow() {
    assertRefused(sample().withSource(URI.create("/café")).build(), "source", "percent-encode");
    assertRefused(sample().withDataSchema(URI.create("a/b")).build(), "dataschema", "absolute");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "json",
        "a/",
        "/b",
        "a/b/c",
        "a/b;",
        "a/b; x",
        "a/b; x=",
        "a /b",
        "a/b;x=\"",
        "text/plain,text/html"
      })
  @Tag("E1")
  void refusesWhatIsNoMediaType(String type) {
    assertRefused(sample().withDataContentType(type).build(), "datacontenttype", "media type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain;charset=utf-8",
        "a/b ; x=\"q;\\\"r\"; y=z",
        "application/vnd.x+json"
      })
  @Tag("E1")
  void acceptsMediaTypes(String type) {
    assertThat(
            completer()
                .complete(sample().withDataContentType(type).build())
                .event()
                .getDataContentType())
        .isEqualTo(type);
  }

  @Test
  void parsesLongMediaTypesWithoutOverflow() {
    assertThat(MediaType.parse("a/b;x=\"" + "q".repeat(100_000) + "\"")).isNotNull();
    assertThat(MediaType.parse("a/b;x=\"" + "\\q".repeat(100_000) + "\"")).isNull();
    assertThat(MediaType.parse("a/b" + ";x=y".repeat(20_000))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data",
        "id",
        "time",
        "specversion",
        "datacontenttype",
        "Ip",
        "a_b",
        "data_base64",
        "a b",
        "é",
        "\r\n"
      })
  @Tag("E3")
  void refusesNamesOfExtensions(String name) {
    assertThatThrownBy(() -> completer().complete(typed(Map.of(name, "x"))))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("rename it")
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> completer().complete(draft(Map.of(name, "x"))))
        .isInstanceOf(InvalidEventException.class);
  }

  @Test
  @Tag("E3")
  void refusesAnExtensionWithoutName() {
    assertRefused(typed(Map.of("", "x")), "extension", "empty name");
  }

  @Test
  @Tag("E3")
  void acceptsTheTypesOfExtensions() {
    OffsetDateTime time = OffsetDateTime.parse("2020-01-02T03:04:05Z");
    Map<String, Object> values =
        Map.of(
            "a",
            "text",
            "b",
            true,
            "c",
            Integer.MIN_VALUE,
            "d",
            URI.create("x:y"),
            "e",
            time,
            "f",
            7L,
            "g",
            new BigDecimal("1e3"),
            "h",
            "");
    CloudEvent event = completer().complete(typed(values)).event();
    assertThat(event.getExtension("c")).isEqualTo(Integer.MIN_VALUE);
    assertThat(event.getExtension("d")).isEqualTo(URI.create("x:y"));
    assertThat(event.getExtension("f")).isEqualTo(7);
    assertThat(event.getExtension("g")).isEqualTo(1000);
    assertThat(event.getExtension("h")).isEqualTo("");
    assertThat(ContextAttributes.text(event, "e")).isEqualTo("2020-01-02T03:04:05Z");
  }

  @Test
  @Tag("E3")
  void refusesNumbersThatCloudEventsLacks() {
    for (Number number :
        new Number[] {
          1L << 31,
          1.5,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          BigInteger.TEN.pow(400),
          new BigDecimal("1e999999999")
        }) {
      assertRefused(typed(Map.of("n", number)), "n", "-2147483648 to 2147483647");
    }
  }

  @Test
  @Tag("E3")
  void refusesOtherTypesOfExtensions() {
    assertRefused(typed(Map.of("x", Map.of())), "x", "CloudEvents allows String, Boolean");
    assertRefused(typed(Map.of("x", 'c')), "x", "java.lang.Character");
  }

  @Test
  @Tag("E2")
  void refusesTimesThatRfc3339CannotExpress() {
    OffsetDateTime time = OffsetDateTime.parse("2020-01-02T03:04:05+01:00");
    OffsetDateTime seconds = time.withOffsetSameLocal(ZoneOffset.ofHoursMinutesSeconds(1, 0, 1));
    assertRefused(sample().withTime(seconds).build(), "time", "offset has seconds");
    assertRefused(sample().withTime(time.withYear(10000)).build(), "time", "0000 to 9999");
    assertRefused(sample().withTime(time.withYear(-1)).build(), "time", "0000 to 9999");
    assertRefused(sample().withExtension("t", seconds).build(), "t", "offset has seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\":1,\"a\":2}",
        "NaN",
        "[1,]",
        "01",
        "1 2",
        "{} x",
        "'a'",
        "\"a\nb\"",
        " ",
        "// c\n1",
        "1e99999999999",
        "\uFEFF{}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "nul",
        "\"\\x\"",
        "+1",
        "-",
        "[1}"
      })
  @Tag("E1")
  void refusesDataThatIsNotJson(String data) {
    assertRefused(withData("application/json", data), "data", "datacontenttype says JSON");
    assertRefused(withData("application/vnd.x+json", data), "data");
    assertRefused(withData("text/json; charset=utf-8", data), "data");
    assertRefused(sample().withData(utf8(data)).build(), "data", "set datacontenttype");
  }

  @Test
  @Tag("E1")
  void refusesEmptyJson() {
    assertRefused(withData("application/json", ""), "data", "leave the data out");
  }

  @Test
  @Tag("E1")
  void refusesOtherEncodingsOfJson() {
    byte[][] broken = {
      "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE),
      "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
      {'"', (byte) 0xC0, (byte) 0x80, '"'},
      {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
      {'"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'},
      {'"', (byte) 0xE9, '"'},
      {'"', (byte) 0xE2, (byte) 0x82}
    };
    for (byte[] bytes : broken) {
      assertRefused(sample().withData("application/json", bytes).build(), "data");
    }
  }

  @Test
  @Tag("E1")
  void boundsNestingAndNumbers() {
    assertRefused(withData("application/json", "[".repeat(100_000)), "data", "500");
    assertRefused(withData("application/json", "[".repeat(501) + "]".repeat(501)), "data", "500");
    assertRefused(withData("application/json", "1".repeat(1001)), "data", "1000 digits");
    String deepest = "[".repeat(500) + "]".repeat(500);
    assertThat(completer().complete(withData("application/json", deepest)).hasJsonData()).isTrue();
  }

  @Test
  @Tag("E1")
  void neverShowsPayloads() {
    assertThatThrownBy(() -> completer().complete(withData("application/json", "{\"a\": secret}")))
        .message()
        .contains("line 1, column")
        .doesNotContain("secret");
  }

  @Test
  @Tag("E1")
  void acceptsWhateverOtherContentTypesCarry() {
    assertThat(completer().complete(withData("text/plain", "")).hasJsonData()).isFalse();
    byte[] bytes = {0, -1, (byte) 0xC0};
    CloudEvent event = sample().withData("application/octet-stream", bytes).build();
    assertThat(completer().complete(event).event().getData().toBytes()).isEqualTo(bytes);
  }

  @Test
  @Tag("U1")
  void refusesWhatIsTooLarge() {
    CloudEvent event =
        sample()
            .withTime(Events.NOW.atOffset(ZoneOffset.UTC))
            .withData("text/plain", utf8("é\"\u0085"))
            .build();
    int size = utf8(Events.line(event)).length;
    assertThat(completer(size).complete(event).structuredSize()).isEqualTo(size);
    assertThatThrownBy(() -> completer(size - 1).complete(event))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContainingAll(" " + size + " ", " " + (size - 1) + " ");
    assertThatThrownBy(() -> completer(10).complete(withData("text/plain", "x".repeat(1000))))
        .hasMessageContaining("1000");
  }

  @Test
  @Tag("E1")
  void isNotHarmedByLaterChangesOfTheBytes() {
    byte[] data = utf8("{\"a\":1}");
    EncodedEvent encoded =
        completer().complete(sample().withData("application/json", data).build());
    data[1] = '\n';
    assertThat(Events.text(encoded.structured(Presentation.PLAIN))).endsWith("\"data\":{\"a\":1}}");
  }

  @Test
  void reportsEventsWhoseOwnCodeFails() {
    assertRefused(new HostileEvent("throws"), "event", "HostileEvent", "IllegalStateException");
    assertRefused(new HostileEvent("nulldata"), "data", "null");
    assertRefused(new HostileEvent("nullname"), "extension", "empty name");
  }

  /** An event of an application's own making. */
  private record HostileEvent(String fault) implements CloudEvent {
    @Override
    public io.cloudevents.CloudEventData getData() {
      return () -> null;
    }

    @Override
    public io.cloudevents.SpecVersion getSpecVersion() {
      return io.cloudevents.SpecVersion.V1;
    }

    @Override
    public String getId() {
      if (fault.equals("throws")) {
        throw new IllegalStateException("no id");
      }
      return "1";
    }

    @Override
    public String getType() {
      return "t";
    }

    @Override
    public URI getSource() {
      return URI.create("/s");
    }

    @Override
    public String getDataContentType() {
      return "text/plain";
    }

    @Override
    public URI getDataSchema() {
      return URI.create("a:b");
    }

    @Override
    public String getSubject() {
      return "s";
    }

    @Override
    public OffsetDateTime getTime() {
      return Events.NOW.atOffset(ZoneOffset.UTC);
    }

    @Override
    public Object getAttribute(String name) {
      throw new IllegalStateException("no attribute");
    }

    @Override
    public Object getExtension(String name) {
      return new Object();
    }

    @Override
    public java.util.Set<String> getExtensionNames() {
      Map<String, Object> names = new HashMap<>();
      if (fault.equals("nullname")) {
        names.put(null, "x");
      }
      return Collections.unmodifiableSet(names.keySet());
    }
  }
}
