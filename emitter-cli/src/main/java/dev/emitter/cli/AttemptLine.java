package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.event.Json;
import dev.emitter.problem.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows an attempt of the delivery log on one line. */
final class AttemptLine {

  static final String HEADER =
      row("at", "emitter", "outcome", "attempt", "status", "ms")
          + EventColumns.tail("type", "id", "topic", "reason");

  private AttemptLine() {}

  /** Returns it for a person: the reason of a failure, and what the receiver said. */
  static String text(DeliveryAttempt attempt) {
    return row(
            EventColumns.time(attempt.at()),
            Texts.oneLine(attempt.emitterId()),
            outcome(attempt),
            attempt.resubmitted() ? "again" : Integer.toString(attempt.attempt()),
            attempt.status() == null ? "" : attempt.status().toString(),
            millis(attempt.duration()))
        + EventColumns.tail(
                Texts.oneLine(attempt.eventType()),
                Texts.oneLine(attempt.eventId()),
                Texts.oneLine(attempt.topic().toString()),
                said(attempt))
            .stripTrailing();
  }

  private static String said(DeliveryAttempt attempt) {
    String answer = EventColumns.reason(attempt.answer());
    String reason = EventColumns.reason(attempt.reason());
    return answer.isEmpty() || reason.contains(answer)
        ? reason
        : (reason + "  answer: " + answer).stripLeading();
  }

  private static String millis(@Nullable Duration duration) {
    return duration == null
        ? ""
        : String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1_000_000.0);
  }

  private static String outcome(DeliveryAttempt attempt) {
    return attempt.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static String row(
      String time, String emitter, String outcome, String attempt, String status, String millis) {
    return String.format(
        Locale.ROOT,
        "%-24s  %-16s  %-9s  %7s  %6s  %8s  ",
        time,
        emitter,
        outcome,
        attempt,
        status,
        millis);
  }

  /** Returns it for a program: an object, on one line. */
  static String json(DeliveryAttempt attempt) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("at", attempt.at().toString());
      json.writeStringField("emitter", attempt.emitterId());
      json.writeStringField("outcome", outcome(attempt));
      json.writeNumberField("attempt", attempt.attempt());
      json.writeBooleanField("resubmitted", attempt.resubmitted());
      writeEvidence(attempt, json);
      json.writeStringField("type", attempt.eventType());
      json.writeStringField("id", attempt.eventId());
      EventColumns.write(attempt.topic(), json);
      json.writeStringField("reason", attempt.reason());
      AttemptHeads.write(attempt, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Printable.json(line.toString());
  }

  private static void writeEvidence(DeliveryAttempt attempt, JsonGenerator json)
      throws IOException {
    json.writeFieldName("status");
    if (attempt.status() == null) {
      json.writeNull();
    } else {
      json.writeNumber(attempt.status());
    }
    Duration duration = attempt.duration();
    json.writeStringField("duration", duration == null ? null : duration.toString());
    json.writeStringField("answer", attempt.answer());
  }
}
