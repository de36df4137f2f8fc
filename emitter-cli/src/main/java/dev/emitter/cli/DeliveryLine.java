package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.DeliveryRecord;
import dev.emitter.event.Json;
import dev.emitter.log.LoggedEvent;
import dev.emitter.problem.Printable;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Shows how an event stands with an emitter, on one line. */
final class DeliveryLine {

  static final String HEADER =
      row("position", "published at", "emitter", "state", "attempts")
          + EventColumns.tail("type", "id", "topic", "reason");

  private DeliveryLine() {}

  /** Returns it for a person. */
  static String text(DeliveryRecord record) {
    LoggedEvent logged = record.event();
    CloudEvent event = logged.event().event();
    return row(
            logged.position().toString(),
            EventColumns.time(logged.publishedAt()),
            Texts.oneLine(record.emitterId()),
            state(record),
            Integer.toString(record.attempts()))
        + EventColumns.tail(
                Texts.oneLine(event.getType()),
                Texts.oneLine(event.getId()),
                Texts.oneLine(logged.topic().toString()),
                EventColumns.reason(record.reason()))
            .stripTrailing();
  }

  private static String row(
      String position, String time, String emitter, String state, String attempts) {
    return String.format(
        Locale.ROOT, "%10s  %-24s  %-16s  %-9s  %8s  ", position, time, emitter, state, attempts);
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
      EventColumns.write(logged.topic(), json);
      json.writeStringField("reason", record.reason());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Printable.json(line.toString());
  }
}
