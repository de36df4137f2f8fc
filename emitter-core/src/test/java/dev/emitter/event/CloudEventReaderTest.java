package dev.emitter.event;

import static dev.emitter.event.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("E1")
class CloudEventReaderTest {

  private static CloudEvent read(String members) {
    return CloudEventReader.read(utf8("{\"specversion\":\"1.0\"" + members + "}"));
  }

  private static String data(CloudEvent event) {
    return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
  }

  private static void assertRefused(String json, String attribute, String... words) {
    assertThatThrownBy(() -> CloudEventReader.read(utf8(json)))
        .isInstanceOfSatisfying(
            InvalidEventException.class, e -> assertThat(e.attribute()).isEqualTo(attribute))
        .hasMessageStartingWith(attribute + ": ")
        .message()
        .satisfies(message -> assertThat(List.of(words)).allMatch(message::contains));
  }

  private static void assertMemberRefused(String member, String attribute, String... words) {
    assertRefused("{\"specversion\":\"1.0\"," + member + "}", attribute, words);
  }

  @Test
  void readsEveryAttribute() {
    CloudEvent event =
        read(
            ",\"id\":\"i\",\"source\":\"/s\",\"type\":\"t\",\"subject\":\"u\",\"time\":\"2020-01-02T03:04:05Z\","
                + "\"datacontenttype\":\"text/xml\",\"dataschema\":\"a:b\",\"e1\":\"x\",\"e2\":true,\"e3\":-5,\"e4\":1e2");
    assertThat(event.getId()).isEqualTo("i");
    assertThat(event.getSource()).isEqualTo(URI.create("/s"));
    assertThat(event.getType()).isEqualTo("t");
    assertThat(event.getSubject()).isEqualTo("u");
    assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2020-01-02T03:04:05Z"));
    assertThat(event.getDataContentType()).isEqualTo("text/xml");
    assertThat(event.getDataSchema()).isEqualTo(URI.create("a:b"));
    assertThat(event.getExtensionNames()).containsExactly("e1", "e2", "e3", "e4");
    assertThat(event.getExtension("e2")).isEqualTo(true);
    assertThat(event.getExtension("e3")).isEqualTo(-5);
    assertThat(event.getExtension("e4")).isEqualTo(100);
    assertThat(event.getAttribute("subject")).isEqualTo("u");
  }

  @Test
  void countsAnAttributeThatIsNullAsAbsent() {
    CloudEvent event = read(",\"id\":null,\"time\":null,\"x\":null,\"data_base64\":null");
    assertThat(event.getId()).isNull();
    assertThat(event.getTime()).isNull();
    assertThat(event.getExtensionNames()).isEmpty();
    assertThat(event.getData()).isNull();
  }

  /** JSON format, section 3.1.1; azure-sdk-for-python, pull request 16800. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"data\":null",
        ",\"data\" : null , \"datacontenttype\":\"application/json\"",
        ",\"datacontenttype\":\"text/vnd.x+json\",\"data\":null",
        ",\"data_base64\":null,\"data\":null"
      })
  void takesDataThatIsNullForJsonNull(String members) {
    assertThat(data(read(members))).isEqualTo("null");
  }

  @Test
  void takesNullForNoDataWhereItCannotBeThePayload() {
    assertThat(read(",\"data\":null,\"datacontenttype\":\"text/plain\"").getData()).isNull();
    assertThat(data(read(",\"data\":null,\"data_base64\":\"YWI=\""))).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.10",
        "-0",
        "1E+2",
        "true",
        "false",
        "null",
        "{}",
        "[]",
        "{ \"a\" : [ 1.0 , 2 ] }",
        "\"x\"",
        "\"é\\u00e9\\n\"",
        "12345678901234567890.10",
        "[[[]]]",
        "\"\"",
        "{\"😀\":\"\\ud83d\\ude00\"}"
      })
  void keepsTheBytesOfJsonData(String data) {
    assertThat(data(read(",\"data\":" + data))).isEqualTo(data);
    assertThat(data(read(", \"data\" : " + data + " "))).isEqualTo(data);
    assertThat(data(read(",\n\t\"data\" :\r\n" + data + "\n , \"id\" : \"1\""))).isEqualTo(data);
    assertThat(
            data(
                read(
                    ",\"subject\":\"éé😀\",\"data\":"
                        + data
                        + ",\"datacontenttype\":\"a/b+json\"")))
        .isEqualTo(data);
  }

  @Test
  void keepsTheBytesOfLongStrings() {
    String data = "\"" + "é\\n".repeat(20_000) + "\"";
    assertThat(data(read(",\"data\":" + data + ",\"id\":\"1\""))).isEqualTo(data);
  }

  @Test
  void takesStringsOfOtherTypesAsText() {
    assertThat(data(read(",\"data\":\"a\\nb\",\"datacontenttype\":\"text/plain\"")))
        .isEqualTo("a\nb");
    assertThat(data(read(",\"datacontenttype\":\"text/xml\",\"data\":\"<é/>\""))).isEqualTo("<é/>");
    assertMemberRefused(
        "\"datacontenttype\":\"text/plain\",\"data\":\"\\ud800\"", "data", "unpaired surrogate");
  }

  @Test
  void decodesBase64() {
    assertThat(data(read(",\"data_base64\":\"YWI=\",\"datacontenttype\":\"a/b\""))).isEqualTo("ab");
    assertMemberRefused("\"data_base64\":\"%\"", "data_base64", "Base64");
    assertMemberRefused("\"data_base64\":\"-_8=\"", "data_base64", "RFC 4648, section 4");
    assertMemberRefused("\"data_base64\":1", "data_base64", "a JSON number");
    assertMemberRefused("\"data_base64\":\"YQ==\",\"data\":1", "data", "data_base64");
    assertMemberRefused("\"data\":1,\"data_base64\":\"YQ==\"", "data", "data_base64");
  }

  /** The message says what is taken: padding is whole, or is not there. */
  @Test
  void takesBase64WithoutPadding() {
    for (String encoded : List.of("YQ==", "YQ", "YWI=", "YWI", "YWJj", "")) {
      String json = ",\"data_base64\":\"" + encoded + "\",\"datacontenttype\":\"a/b\"";
      assertThat("abc").startsWith(data(read(json)));
    }
    for (String encoded : List.of("YQ=", "Y", "YWI==", "YQ==YQ==", "Y Q==")) {
      assertMemberRefused(
          "\"data_base64\":\"" + encoded + "\"", "data_base64", "without any padding");
    }
  }

  /** RFC 2046, section 4.1.2; sdk-java, issue 488. */
  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=iso-8859-1, iso-8859-1",
    "text/plain;charset=\"ISO-8859-1\", iso-8859-1",
    "application/xml; charset=windows-1252, windows-1252",
    "text/csv; charset=utf-16le, utf-16le",
    "text/plain; charset=UTF-16, utf-16",
    "text/plain; charset=utf8, utf-8",
    "a/b; charset=iso-8859-15, iso-8859-15"
  })
  void writesTextInTheCharsetOfItsContentType(String type, String charset) {
    String quoted = type.replace("\"", "\\\"");
    for (String member :
        List.of(
            ",\"datacontenttype\":\"" + quoted + "\",\"data\":\"grüße\"",
            ",\"data\":\"gr\\u00fc\\u00dfe\",\"datacontenttype\":\"" + quoted + "\"")) {
      assertThat(new String(read(member).getData().toBytes(), Charset.forName(charset)))
          .isEqualTo("grüße");
    }
  }

  @Test
  void refusesTextThatItsCharsetLacks() {
    assertMemberRefused(
        "\"datacontenttype\":\"text/plain; charset=iso-8859-1\",\"data\":\"5 € zu\"",
        "data",
        "character 3",
        "ISO-8859-1",
        "charset=utf-8");
    assertMemberRefused(
        "\"datacontenttype\":\"text/plain; charset=us-ascii\",\"data\":\"grüße\"",
        "data",
        "character 3",
        "US-ASCII");
    assertMemberRefused(
        "\"datacontenttype\":\"text/plain; charset=klingon\",\"data\":\"x\"",
        "datacontenttype",
        "\"klingon\"",
        "utf-8");
    assertMemberRefused(
        "\"datacontenttype\":\"text/plain; charset=\\\"a b\\\"\",\"data\":\"x\"",
        "datacontenttype",
        "\"a b\"");
  }

  @Test
  void readsAPartOfAnArray() {
    String line = "{\"topic\":[\"é\"],\"event\":{\"specversion\":\"1.0\",\"data\":{\"a\":1.0}}}";
    byte[] bytes = utf8(line);
    int offset = utf8(line.substring(0, line.indexOf("{\"spec"))).length;
    CloudEvent event = CloudEventReader.read(bytes, offset, bytes.length - offset - 1);
    assertThat(data(event)).isEqualTo("{\"a\":1.0}");
    assertThatThrownBy(() -> CloudEventReader.read(bytes, 5, bytes.length))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void wantsSpecVersion10() {
    assertRefused("{}", "specversion", "missing");
    assertRefused("{\"specversion\":null}", "specversion", "missing");
    assertRefused("{\"specversion\":1.0}", "specversion", "a JSON number", "JSON string");
    assertRefused("{\"specversion\":\"0.3\"}", "specversion", "\"1.0\"");
    assertRefused("{\"specversion\":\"1.0.1\"}", "specversion", "value on the wire is \"1.0\"");
  }

  @Test
  void showsFaultyAttributesSafely() {
    assertMemberRefused(
        "\"time\":\"a\\n\u2028b\"", "time", "\"a\\n\\u2028b\" is not an RFC 3339 time");
    assertThatThrownBy(() -> read(",\"source\":\"" + "x y".repeat(10_000) + "\""))
        .message()
        .hasSizeLessThan(300);
    assertMemberRefused("\"X\\u0085\":1", "\"X\\u0085\"", "rename it");
  }

  @Test
  void refusesAttributesOfOtherTypes() {
    assertMemberRefused("\"id\":1", "id", "a JSON number", "JSON string", "column");
    assertMemberRefused("\"source\":{}", "source", "a JSON object");
    assertMemberRefused("\"source\":\"a b\"", "source", "RFC 3986", "character 2");
    assertMemberRefused("\"type\":true", "type", "a JSON boolean");
    assertMemberRefused("\"time\":5", "time", "JSON string");
    assertMemberRefused("\"x\":{}", "x", "a JSON object");
    assertMemberRefused("\"x\":[1]", "x", "a JSON array");
    assertMemberRefused("\"x\":1.5", "x", "whole number");
    assertMemberRefused("\"x\":2147483648", "x", "2147483647");
    assertMemberRefused("\"Ip\":\"x\"", "\"Ip\"", "lower-case");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-02t03:04:05z, 2020-01-02T03:04:05Z",
    "2020-01-02T03:04:05.123456789+05:30, 2020-01-02T03:04:05.123456789+05:30",
    "2020-01-02T03:04:05.5-00:00, 2020-01-02T03:04:05.5Z",
    "2020-02-29T00:00:00.0000000000Z, 2020-02-29T00:00:00Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-18:00, 9999-12-31T23:59:59-18:00"
  })
  @Tag("E2")
  void readsTimes(String text, String time) {
    assertThat(read(",\"time\":\"" + text + "\"").getTime()).isEqualTo(OffsetDateTime.parse(time));
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-02T03:04:60Z, leap second",
    "2020-01-02, RFC 3339",
    "2020-01-02T03:04Z, RFC 3339",
    "2020-01-02 03:04:05Z, RFC 3339",
    "2020-01-02T03:04:05, RFC 3339",
    "2020-01-02T03:04:05+0100, RFC 3339",
    "2020-01-02T03:04:05.Z, RFC 3339",
    "+2020-01-02T03:04:05Z, RFC 3339",
    "2021-02-29T03:04:05Z, Invalid date",
    "2020-01-02T24:00:00Z, HourOfDay",
    "2020-01-02T03:04:05+19:00, offset",
    "2020-01-02T03:04:05.0000000001Z, nanoseconds",
    "٢020-01-02T03:04:05Z, RFC 3339"
  })
  @Tag("E2")
  void refusesWhatIsNoTime(String text, String word) {
    assertMemberRefused("\"time\":\"" + text + "\"", "time", word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\"",
        "{\"specversion\":\"1.0\"",
        "{\"specversion\":\"1.0\"} x",
        "{\"specversion\":\"1.0\"}{}",
        "{\"specversion\":\"1.0\",}",
        "[]",
        "1",
        "null",
        "\uFEFF{}",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"id\":\"1\"}",
        "{'specversion':'1.0'}",
        "{\"specversion\":\"1.0\",\"data\":{\"a\":1,\"a\":1}}",
        "{\"specversion\":\"1.0\",\"data\":}",
        "{\"specversion\":\"1.0\",\"data\":NaN}",
        "{\"specversion\":\"1.0\",\"data\":[1}"
      })
  void refusesBrokenJson(String json) {
    assertRefused(json, "event");
  }

  @Test
  void saysWhereTheJsonIsBroken() {
    assertRefused("{\"specversion\":\"1.0\",\n  \"data\": oops}", "event", "line 2, column 1");
    assertThatThrownBy(() -> CloudEventReader.read(utf8("{\"specversion\":\"1.0\",\"data\":oops}")))
        .message()
        .doesNotContain("oops");
  }

  @Test
  void boundsHostileEvents() {
    assertRefused("{\"data\":" + "[".repeat(1_000_000), "event", "500");
    assertRefused("{\"data\":" + "9".repeat(5000) + "}", "event", "1000 digits");
    assertRefused("{\"x\":1e999999999}", "x", "whole number");
    assertRefused("{\"x\":1e99999999999}", "event");
  }

  @Test
  void refusesIllFormedUtf8() {
    byte[] json = utf8("{\"specversion\":\"1.0\",\"id\":\"#\"}");
    json[json.length - 3] = (byte) 0xFF;
    assertThatThrownBy(() -> CloudEventReader.read(json)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> CloudEventReader.read("{}".getBytes(StandardCharsets.UTF_16LE)))
        .hasMessageContaining("U+0000");
  }

  @Test
  void handsOutCopiesOfTheData() {
    CloudEvent event = read(",\"type\":\"t\",\"data\":[1]");
    event.getData().toBytes()[0] = '\n';
    assertThat(data(event)).isEqualTo("[1]");
  }
}
