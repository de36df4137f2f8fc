package dev.emitter.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Events that tests start from. */
final class Events {

  static final Instant NOW = Instant.parse("2026-11-01T10:20:30.5Z");

  private Events() {}

  static EventCompleter completer() {
    return completer(EventCompleter.DEFAULT_MAX_BYTES);
  }

  static EventCompleter completer(int maxBytes) {
    return new EventCompleter(
        URI.create("/default"), Clock.fixed(NOW, ZoneOffset.UTC), () -> "made-id", maxBytes);
  }

  static io.cloudevents.core.v1.CloudEventBuilder sample() {
    return CloudEventBuilder.v1().withId("1").withSource(URI.create("/shop")).withType("sold");
  }

  static CloudEvent withData(String contentType, String data) {
    return sample().withDataContentType(contentType).withData(utf8(data)).build();
  }

  /** Returns the event of some members in the JSON format, besides those that it must have. */
  static CloudEvent read(String members) {
    return CloudEventReader.read(
        utf8(
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"sold\","
                + members
                + "}"));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(@Nullable Payload payload) {
    return new String(Objects.requireNonNull(payload).toByteArray(), StandardCharsets.UTF_8);
  }

  static String line(CloudEvent event) {
    return text(completer().complete(event).structured(Presentation.PLAIN));
  }
}
