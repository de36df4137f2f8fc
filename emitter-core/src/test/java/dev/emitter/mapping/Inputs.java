package dev.emitter.mapping;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.filter.FilterInput;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/** Events as mappings see them. */
final class Inputs {

  private Inputs() {}

  /** Returns an event with this data, whose single quotes stand for double ones. */
  static FilterInput of(String data) {
    return of(data, "channel", "web");
  }

  /** Returns an event that also has an extension attribute. */
  static FilterInput of(String data, String extension, String value) {
    EncodedEvent event =
        new EventCompleter(URI.create("/s"), Clock.systemUTC(), () -> "1", 1 << 24)
            .complete(
                CloudEventBuilder.v1()
                    .withId("e1")
                    .withSource(URI.create("/shop"))
                    .withType("order.placed")
                    .withTime(OffsetDateTime.parse("2026-01-02T03:04:00+01:00"))
                    .withExtension("partitionkey", "k9")
                    .withExtension("priority", 3)
                    .withExtension(extension, value)
                    .withData(
                        "application/json",
                        data.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                    .build());
    return new FilterInput(Topic.of("orders", "eu"), event);
  }

  static List<FilterInput> each(String... data) {
    return Stream.of(data).map(Inputs::of).toList();
  }
}
