package dev.emitter.testkit;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Presentation;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Small valid events with data, told apart by their id. Thread-safe. */
final class SampleEvents {

  private static final URI SOURCE = URI.create("https://contract.example");
  static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicInteger count = new AtomicInteger();
  private final EventCompleter completer =
      new EventCompleter(
          SOURCE,
          Clock.fixed(TIME, ZoneOffset.UTC),
          () -> UUID.randomUUID().toString(),
          EventCompleter.DEFAULT_MAX_BYTES);

  /** Returns an event whose id counts up from 1. */
  EncodedEvent next() {
    return event(Integer.toString(count.incrementAndGet()));
  }

  EncodedEvent event(String id) {
    byte[] data =
        ("{\"number\":\"" + id + "\",\"text\":\"\u00e9\"}").getBytes(StandardCharsets.UTF_8);
    return completer.complete(
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(SOURCE)
            .withType("contract.sample")
            .withTime(TIME.atOffset(ZoneOffset.UTC))
            .withData("application/json", data)
            .build());
  }

  /** Returns an event that was published before in the form that filters take. */
  static EncodedEvent encode(CloudEvent published) {
    return new EventCompleter(
            SOURCE, Clock.fixed(TIME, ZoneOffset.UTC), () -> "none", Integer.MAX_VALUE)
        .complete(published);
  }

  /** Returns the JSON of an event on one line. */
  static String json(EncodedEvent event) {
    return new String(event.structured(Presentation.PLAIN).toByteArray(), StandardCharsets.UTF_8);
  }
}
