package dev.emitter.lab;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Presentation;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Events of any size, told apart by a number. Immutable. */
final class LogEvents {

  private static final URI SOURCE = URI.create("https://lab.example");
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final EventCompleter completer =
      new EventCompleter(
          SOURCE,
          Clock.fixed(TIME, ZoneOffset.UTC),
          () -> "none",
          EventCompleter.DEFAULT_MAX_BYTES);

  EncodedEvent event(int number, int size) {
    String data = "{\"number\":" + number + ",\"text\":\"" + (char) ('a' + number % 26);
    byte[] bytes = (data + "x".repeat(size) + "\"}").getBytes(StandardCharsets.UTF_8);
    return completer.complete(
        CloudEventBuilder.v1()
            .withId(Integer.toString(number))
            .withSource(SOURCE)
            .withType("lab.event")
            .withTime(TIME.atOffset(ZoneOffset.UTC))
            .withData("application/json", bytes)
            .build());
  }

  static String json(EncodedEvent event) {
    return new String(event.structured(Presentation.PLAIN).toByteArray(), StandardCharsets.UTF_8);
  }
}
