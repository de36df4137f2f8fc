package dev.emitter.event;

import static dev.emitter.event.Events.completer;
import static dev.emitter.event.Events.read;
import static dev.emitter.event.Events.sample;
import static dev.emitter.event.Events.text;
import static dev.emitter.event.Events.utf8;
import static dev.emitter.event.Events.withData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What data is, by its content type and by how it came, through every form and back. */
@Tag("E1")
class DataFormsTest {

  private static EncodedEvent complete(CloudEvent event) {
    return completer().complete(event);
  }

  private static EncodedEvent fromLog(EncodedEvent event) {
    byte[] bytes = EventCodec.encode(event);
    return EventCodec.decode(bytes, 0, bytes.length);
  }

  private static EncodedEvent fromJson(EncodedEvent event) {
    return EncodedEvent.stored(event.structured(Presentation.PLAIN).toByteArray());
  }

  /** JSON format, section 3.1.1; azure-sdk-for-python, pull request 16800. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\"data\":null", "\"data\":null,\"datacontenttype\":\"application/x+json\""})
  void keepsDataThatIsJsonNull(String members) {
    EncodedEvent event = complete(read(members));
    for (EncodedEvent one :
        new EncodedEvent[] {
          event, fromLog(event), fromJson(event), complete(event.event()), fromJson(fromLog(event))
        }) {
      assertThat(text(one.structured(Presentation.PLAIN))).endsWith(",\"data\":null}");
      assertThat(text(one.structured(new Presentation(true, null, null))))
          .endsWith(",\n  \"data\": null\n}");
      assertThat(text(one.data(Presentation.PLAIN))).isEqualTo("null");
      assertThat(one.hasJsonData()).isTrue();
      assertThat(one.event().getData()).isNotNull();
    }
  }

  @Test
  void tellsNoDataFromJsonNull() {
    EncodedEvent event = complete(sample().build());
    assertThat(text(event.structured(Presentation.PLAIN))).doesNotContain("data");
    assertThat(fromJson(event).event().getData()).isNull();
    assertThat(fromLog(event).event().getData()).isNull();
  }

  /** CloudEvents specification, pull request 950. */
  @ParameterizedTest
  @ValueSource(strings = {"AQID/w==", "eyJhIjoxfQ==", "MTIz", "bnVsbA==", ""})
  void takesBase64WithoutContentTypeForBytes(String encoded) {
    EncodedEvent event = complete(read("\"data_base64\":\"" + encoded + "\""));
    CloudEvent copied = CloudEventBuilder.v1(event.event()).withSubject("again").build();
    for (EncodedEvent one :
        new EncodedEvent[] {
          event, fromLog(event), fromJson(event), complete(event.event()), complete(copied)
        }) {
      assertThat(one.hasJsonData()).isFalse();
      assertThat(one.event().getDataContentType()).isNull();
      assertThat(text(one.structured(Presentation.PLAIN)))
          .endsWith("\"data_base64\":\"" + encoded + "\"}");
    }
  }

  @Test
  void takesBase64ForWhatItsContentTypeSays() {
    EncodedEvent event =
        complete(read("\"data_base64\":\"eyJhIjoxfQ==\",\"datacontenttype\":\"application/json\""));
    assertThat(text(event.structured(Presentation.PLAIN))).endsWith("\"data\":{\"a\":1}}");
    CloudEvent typed =
        CloudEventBuilder.v1(read("\"data_base64\":\"eyJhIjoxfQ==\""))
            .withDataContentType("application/json")
            .build();
    assertThat(complete(typed).hasJsonData()).isTrue();
    assertThatThrownBy(
            () ->
                complete(read("\"data_base64\":\"AQ==\",\"datacontenttype\":\"application/json\"")))
        .hasMessageContaining("datacontenttype says JSON");
  }

  /** JSON format, section 3.1; sdk-csharp, pull request 194. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/json",
        "image/json",
        "x-mine/json; a=b",
        "*/json",
        "text/vnd.x+json",
        "image/svg+JSON",
        "*/*+json"
      })
  void takesDataForJsonWhateverTheMainType(String type) {
    EncodedEvent event = complete(withData(type, "{\"a\":1}"));
    assertThat(event.hasJsonData()).isTrue();
    assertThat(text(event.structured(Presentation.PLAIN))).endsWith("\"data\":{\"a\":1}}");
    assertThatThrownBy(() -> complete(withData(type, "no")))
        .isInstanceOf(InvalidEventException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/jsonp", "application/json-seq", "text/x-json", "a/json+xml"})
  void takesOtherDataForWhatItIs(String type) {
    assertThat(complete(withData(type, "no")).hasJsonData()).isFalse();
  }

  /** RFC 2046, section 4.1.2; sdk-java, issue 488. */
  @ParameterizedTest
  @CsvSource({"iso-8859-1", "windows-1252", "utf-16le", "iso-2022-jp"})
  void keepsTheCharactersOfTextInAnotherCharset(String charset) {
    String type = "text/plain; charset=" + charset;
    String characters = charset.equals("iso-2022-jp") ? "日本" : "grüße";
    EncodedEvent event =
        complete(read("\"datacontenttype\":\"" + type + "\",\"data\":\"" + characters + "\""));
    for (EncodedEvent one : new EncodedEvent[] {event, fromLog(event), fromJson(event)}) {
      byte[] body = Objects.requireNonNull(one.data(Presentation.PLAIN)).toByteArray();
      assertThat(new String(body, Charset.forName(charset))).isEqualTo(characters);
      assertThat(one.event().getDataContentType()).isEqualTo(type);
    }
    byte[] bytes = characters.getBytes(Charset.forName(charset));
    EncodedEvent given = complete(sample().withData(type, bytes).build());
    assertThat(Objects.requireNonNull(given.data(Presentation.PLAIN)).toByteArray())
        .isEqualTo(bytes);
  }

  /** A JSON string under that label would be read as ASCII. */
  @Test
  void carriesBytesThatAreNotAsciiAsBytes() {
    assertThat(Events.line(withData("text/plain; charset=us-ascii", "é")))
        .contains("\"data_base64\":");
    assertThat(Events.line(withData("text/plain; charset=us-ascii", "e")))
        .endsWith("\"data\":\"e\"}");
    assertThat(Events.line(withData("text/plain; charset=UTF8", "é"))).endsWith("\"data\":\"é\"}");
  }

  /** RFC 8259, section 8.1: JSON is UTF-8; who goes by the label all the same reads the same. */
  @ParameterizedTest
  @ValueSource(strings = {"iso-8859-1", "windows-1252", "us-ascii", "shift_jis", "gb18030"})
  void writesJsonSoThatItReadsTheSameInTheCharsetItNames(String charset) throws Exception {
    String type = "application/json; charset=" + charset;
    String json = "{\"grüße\" : [\"日本 😀\", 1.10]}";
    for (CloudEvent given :
        new CloudEvent[] {
          read("\"datacontenttype\":\"" + type + "\",\"data\":" + json), withData(type, json)
        }) {
      EncodedEvent event = complete(given);
      byte[] body = Objects.requireNonNull(event.data(Presentation.PLAIN)).toByteArray();
      for (Charset read : new Charset[] {Charset.forName(charset), StandardCharsets.UTF_8}) {
        assertThat(Json.tree(new String(body, read))).isEqualTo(Json.tree(json));
      }
      assertThat(text(event.data(Presentation.PLAIN))).contains(" : [").contains(", 1.10]");
      assertThat(event.event().getData().toBytes()).isEqualTo(body);
    }
    byte[] plain = utf8("{\"a\" : 1.10}");
    EncodedEvent event = complete(sample().withData(type, plain).build());
    assertThat(event.event().getData().toBytes()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "utf-16le", "utf-32", "ibm037", "klingon"})
  void refusesJsonUnderACharsetThatCannotBeReadAsUtf8(String charset) {
    assertThatThrownBy(() -> complete(withData("application/json; charset=" + charset, "{}")))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContainingAll("\"" + charset + "\"", "RFC 8259", "leave the charset out");
  }

  @Test
  void namesTheCharsetOfJsonThatIsNotUtf8() {
    byte[] latin = "\"grüße\"".getBytes(StandardCharsets.ISO_8859_1);
    CloudEvent event = sample().withData("application/json;charset=iso-8859-1", latin).build();
    assertThatThrownBy(() -> complete(event))
        .hasMessageContainingAll("not valid UTF-8", "\"iso-8859-1\"", "RFC 8259");
  }
}
