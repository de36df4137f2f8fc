package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.event.Json;
import dev.emitter.log.LoggedEvent;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Objects;

/** Shows how an event stands with an emitter, on one line. */
final class DeliveryLine {

  static final String HEADER =
      row("position", "published at", "emitter", "state", "attempts")
          + tail("type", "id", "topic", "reason");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final int MOST_FOR_REASON = 200;

  private DeliveryLine() {}

  /** Returns it for a person. */
  static String text(DeliveryRecord record) {
    LoggedEvent logged = record.event();
    CloudEvent event = logged.event().event();
    String reason = Texts.oneLine(Objects.requireNonNullElse(record.reason(), ""));
    return row(
            logged.position().toString(),
            TIME.format(logged.publishedAt()),
            Texts.oneLine(record.emitterId()),
            state(record),
            Integer.toString(record.attempts()))
        + tail(
                Texts.oneLine(event.getType()),
                Texts.oneLine(event.getId()),
                Texts.oneLine(logged.topic().toString()),
                Texts.shortened(reason, MOST_FOR_REASON))
            .stripTrailing();
  }

  private static String row(
      String position, String time, String emitter, String state, String attempts) {
    return String.format(
        Locale.ROOT, "%10s  %-24s  %-16s  %-9s  %8s  ", position, time, emitter, state, attempts);
  }

  private static String tail(String type, String id, String topic, String reason) {
    return String.format(Locale.ROOT, "%-20s  %-36s  %-24s  %s", type, id, topic, reason);
  }

  private static String state(DeliveryRecord record) {
    return record.state().name().toLowerCase(Locale.ROOT);
  }

  /** Returns it for a program: an object, on one line. */
  static String json(DeliveryRecord record) {
    LoggedEvent logged = record.event();
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("position", logged.position().toString());
      json.writeStringField("publishedAt", logged.publishedAt().toString());
      json.writeStringField("emitter", record.emitterId());
      json.writeStringField("state", state(record));
      json.writeNumberField("attempts", record.attempts());
      json.writeStringField("type", logged.event().event().getType());
      json.writeStringField("id", logged.event().event().getId());
      write(logged.topic(), json);
      json.writeStringField("reason", record.reason());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  static void write(Topic topic, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("topic");
    for (String segment : topic.segments()) {
      json.writeString(segment);
    }
    json.writeEndArray();
  }
}
