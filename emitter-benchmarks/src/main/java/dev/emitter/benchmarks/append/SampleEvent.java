package dev.emitter.benchmarks.append;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.event.EventCompleter;
import dev.emitter.topic.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The event of about 1 KB that is appended. */
public final class SampleEvent {

  /** The topic it is published on. */
  public static final Topic TOPIC = Topic.of("orders", "eu");

  private static final int FRAME = 44;

  private SampleEvent() {}

  /** Returns the event, ready to be appended. */
  public static EncodedEvent create() {
    byte[] data = ("\"" + "x".repeat(900) + "\"").getBytes(StandardCharsets.UTF_8);
    EventCompleter completer =
        new EventCompleter(URI.create("urn:b"), Clock.systemUTC(), () -> "x", 1 << 20);
    return completer.complete(
        CloudEventBuilder.v1()
            .withId("4f1c2f4e-0000-0000-0000-000000000000")
            .withSource(URI.create("https://shop.example"))
            .withType("order.placed")
            .withData("application/json", data)
            .build());
  }

  /** Returns how many bytes of a segment it takes. */
  public static int recordBytes() {
    return EventCodec.encode(create()).length + FRAME;
  }
}
