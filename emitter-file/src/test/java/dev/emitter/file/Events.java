package dev.emitter.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.emitter.channel.Delivery;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Presentation;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbered events, and what is found of them in files. */
final class Events {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  private static final EventCompleter COMPLETER =
      new EventCompleter(URI.create("https://shop.example"), CLOCK, () -> "made-up", 1 << 20);
  private static final Pattern ID = Pattern.compile("event-(\\d{6})");

  private Events() {}

  static EncodedEvent event(int number) {
    return event(number, "{\"name\":\"grün\"}");
  }

  static EncodedEvent event(int number, String json) {
    return complete(
        CloudEventBuilder.v1()
            .withId("event-%06d".formatted(number))
            .withType("order.placed")
            .withSource(URI.create("https://shop.example/orders"))
            .withTime(CLOCK.instant().atOffset(ZoneOffset.UTC))
            .withData("application/json", json.getBytes(UTF_8))
            .build());
  }

  static EncodedEvent complete(CloudEvent event) {
    return COMPLETER.complete(event);
  }

  static Delivery delivery(int number) {
    return delivery(event(number));
  }

  static Delivery delivery(EncodedEvent event) {
    return Delivery.of("file", Topic.of("orders"), event, CLOCK.instant());
  }

  /** Returns an event at the position of its number. */
  static LoggedEvent logged(int number) {
    return logged(number, event(number));
  }

  static LoggedEvent logged(int position, EncodedEvent event) {
    return new LoggedEvent(
        new SequencePosition(position), Topic.of("orders"), event, CLOCK.instant());
  }

  /** Returns what a plain file holds that has exactly these events. */
  static String lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> text(number, Presentation.PLAIN) + "\n")
        .collect(Collectors.joining());
  }

  static String text(int number, Presentation presentation) {
    return new String(event(number).structured(presentation).toByteArray(), UTF_8);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the numbers of the events in a file, in order. */
  static List<Integer> numbers(Path file) {
    return ID.matcher(read(file)).results().map(id -> Integer.valueOf(id.group(1))).toList();
  }
}
