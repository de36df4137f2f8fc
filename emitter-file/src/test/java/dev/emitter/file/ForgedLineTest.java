package dev.emitter.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.channel.Delivery;
import dev.emitter.event.EncodedEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C3")
class ForgedLineTest {

  private static final String BREAKS = "\\n\\r\\u0085\\u2028\\u2029 \u0085 \u2028 \u2029";
  private static final String FORGED = "{\"id\":\"forged\"}";

  @TempDir Path folder;

  private static EncodedEvent event(String contentType, String data) {
    CloudEvent event =
        CloudEventBuilder.v1(Events.event(1).event())
            .withSubject("a\u2028" + FORGED + "\u2029b")
            .withExtension("user", "x\u2028y")
            .withDataSchema(URI.create("urn:schema"))
            .withData(contentType, data.getBytes(UTF_8))
            .build();
    return Events.complete(event);
  }

  private static List<Delivery> hostile() {
    String json = "{\n \"a\" :\r\n [ \"" + BREAKS + "\" ],\n\"b\":" + FORGED + "\r\n}";
    String text = "one\n" + FORGED + "\r\u0085\u2028" + FORGED + "\n";
    return List.of(
        Events.delivery(event("application/json", json)),
        Events.delivery(event("text/plain", text)),
        Events.delivery(event("application/octet-stream", text)));
  }

  @Test
  void neverBreaksALineInsideAnEvent() {
    Path file = folder.resolve("all.log");
    try (Emitter emitter = Emitter.to(file)) {
      emitter.deliver(hostile());
    }
    assertThat(Events.read(file).split("\n", -1)).hasSize(4).endsWith("");
    assertThat(Events.read(file)).doesNotContain("\r", "\u0085", "\u2028", "\u2029");
    assertThat(Events.read(file).lines()).allMatch(line -> line.startsWith("{\"specversion\""));
  }

  @Test
  void startsNoLineWithABraceButARecordWhenIndented() {
    Path file = folder.resolve("all.log");
    try (Emitter emitter = Emitter.to(file).with("prettyPrint", true)) {
      emitter.deliver(hostile());
    }
    assertThat(Events.read(file)).doesNotContain("\r", "\u0085", "\u2028", "\u2029");
    assertThat(Events.read(file).lines().filter(line -> line.startsWith("{")))
        .containsExactly("{", "{", "{");
    assertThat(Events.read(file).lines().filter(line -> line.startsWith("}")))
        .containsExactly("}", "}", "}");
    assertThat(Events.read(file).lines()).allMatch(line -> " {}".indexOf(line.charAt(0)) >= 0);
  }
}
