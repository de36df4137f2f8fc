package dev.emitter.event;

import static dev.emitter.event.Events.completer;
import static dev.emitter.event.Events.sample;
import static dev.emitter.event.Events.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the structured form against the CloudEvents SDK and the specification's JSON Schema. */
@Tag("E1")
class StructuredFormTest {

  private static Path data(String file) {
    Path path = Path.of(System.getProperty("emitter.data", "data"), file);
    assumeTrue(Files.exists(path), () -> path + " is not there");
    return path;
  }

  private static List<String> realEvents() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data("github-events.ndjson.gz"))),
                StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }

  private static CloudEvent event(String line) {
    byte[] bytes = utf8(line);
    int offset = utf8(line.substring(0, line.indexOf("\"event\":") + 8)).length;
    return CloudEventReader.read(bytes, offset, bytes.length - offset - 1);
  }

  private static List<CloudEvent> ownCases() {
    return List.of(
        sample().build(),
        sample().withSubject("é\u2028😀\"\\").withExtension("user", "a@b").build(),
        sample().withExtension("flag", false).withExtension("count", -1).build(),
        sample()
            .withTime(OffsetDateTime.parse("2020-01-02T03:04:05.000000001-11:30"))
            .withDataSchema(URI.create("https://a/b#c"))
            .withData("application/json", utf8(" { \"a\" : \"\u0085\\u0000\" , \"b\":1.10 } "))
            .build(),
        sample().withData("application/cloudevents+json", utf8("[1e5,null,true]")).build(),
        sample().withData("text/plain", utf8("a\n\u0085\u0001é")).build(),
        sample().withData("application/xml", utf8("<a>\r\n</a>")).build(),
        sample().withData("application/octet-stream", new byte[] {0, 1, -1, -128}).build(),
        sample().withData("text/plain", new byte[] {(byte) 0xC3}).build());
  }

  /** Valid by the specification, but the SDK does not take a subtype with a dot for JSON. */
  private static CloudEvent beyondTheSdk() {
    return sample().withData("application/vnd.x+json", utf8("[1e5]")).build();
  }

  private static List<CloudEvent> allCases() {
    return Stream.concat(ownCases().stream(), Stream.of(beyondTheSdk())).toList();
  }

  private static void assertSame(EncodedEvent encoded, byte[] form) throws IOException {
    CloudEvent read = new JsonFormat().deserialize(form);
    CloudEvent event = encoded.event();
    for (String name : ContextAttributes.NAMES) {
      assertThat(ContextAttributes.text(read, name)).isEqualTo(ContextAttributes.text(event, name));
    }
    assertThat(read.getExtensionNames()).isEqualTo(event.getExtensionNames());
    for (String name : event.getExtensionNames()) {
      assertThat(ContextAttributes.text(read, name)).isEqualTo(ContextAttributes.text(event, name));
    }
    if (event.getData() == null) {
      assertThat(read.getData()).isNull();
    } else if (encoded.hasJsonData()) {
      assertThat(Json.MAPPER.readTree(read.getData().toBytes()))
          .isEqualTo(Json.MAPPER.readTree(event.getData().toBytes()));
    } else {
      assertThat(read.getData().toBytes()).isEqualTo(event.getData().toBytes());
    }
  }

  private static void assertBothForms(EncodedEvent encoded) throws IOException {
    byte[] line = encoded.structured(Presentation.PLAIN).toByteArray();
    byte[] pretty = encoded.structured(new Presentation(true, null, null)).toByteArray();
    assertSame(encoded, line);
    assertSame(encoded, pretty);
    assertThat(line.length).isEqualTo(encoded.structuredSize());
    assertThat(new String(line, StandardCharsets.UTF_8))
        .doesNotContain("\n", "\r", "\u0085", "\u2028", "\u2029", "\u007f");
    assertThat(Json.MAPPER.readTree(pretty)).isEqualTo(Json.MAPPER.readTree(line));
  }

  @Test
  void isReadBackByTheSdk() throws IOException {
    for (CloudEvent event : ownCases()) {
      assertBothForms(completer().complete(event));
    }
  }

  @Test
  void isReadBackByTheSdkForRealEvents() throws IOException {
    List<String> lines = realEvents();
    assertThat(lines).hasSize(219);
    for (String line : lines) {
      EncodedEvent encoded = completer().complete(event(line));
      assertBothForms(encoded);
      JsonNode original = Json.MAPPER.readTree(line).get("event");
      byte[] form = encoded.structured(Presentation.PLAIN).toByteArray();
      assertThat(Json.MAPPER.readTree(form)).isEqualTo(original);
    }
  }

  @Test
  void isReadBackByItself() {
    for (CloudEvent event : allCases()) {
      EncodedEvent encoded = completer().complete(event);
      Payload line = encoded.structured(Presentation.PLAIN);
      EncodedEvent again = completer().complete(CloudEventReader.read(line.toByteArray()));
      assertThat(again.structured(Presentation.PLAIN).toByteArray()).isEqualTo(line.toByteArray());
    }
  }

  @Test
  void fitsTheSchemaOfTheSpecification() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(Files.readString(data("cloudevents.schema.json")));
    for (CloudEvent event : allCases()) {
      byte[] line = completer().complete(event).structured(Presentation.PLAIN).toByteArray();
      assertThat(schema.validate(Json.MAPPER.readTree(line))).isEmpty();
    }
    for (String line : realEvents()) {
      byte[] form = completer().complete(event(line)).structured(Presentation.PLAIN).toByteArray();
      assertThat(schema.validate(Json.MAPPER.readTree(form))).isEmpty();
    }
  }
}
