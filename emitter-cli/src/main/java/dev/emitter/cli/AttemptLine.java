package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.event.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows an attempt of the delivery log on one line. */
final class AttemptLine {

  static final String HEADER =
      row("at", "emitter", "outcome", "attempt", "status", "ms")
          + tail("type", "id", "topic", "reason");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
  private static final int MOST_FOR_REASON = 200;

  private AttemptLine() {}

  /** Returns it for a person: the reason of a failure, and what the receiver said. */
  static String text(DeliveryAttempt attempt) {
    return row(
            TIME.format(attempt.at()),
            Texts.oneLine(attempt.emitterId()),
            outcome(attempt),
            attempt.resubmitted() ? "again" : Integer.toString(attempt.attempt()),
            attempt.status() == null ? "" : attempt.status().toString(),
            millis(attempt.duration()))
        + tail(
                Texts.oneLine(attempt.eventType()),
                Texts.oneLine(attempt.eventId()),
                Texts.oneLine(attempt.topic().toString()),
                said(attempt))
            .stripTrailing();
  }

  private static String said(DeliveryAttempt attempt) {
    String answer = shortened(attempt.answer());
    String reason = shortened(attempt.reason());
    return answer.isEmpty() || reason.contains(answer)
        ? reason
        : (reason + "  answer: " + answer).stripLeading();
  }

  private static String shortened(@Nullable String text) {
    return text == null ? "" : Texts.shortened(Texts.oneLine(text), MOST_FOR_REASON);
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

  private static String tail(String type, String id, String topic, String reason) {
    return String.format(Locale.ROOT, "%-20s  %-36s  %-24s  %s", type, id, topic, reason);
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
      DeliveryLine.write(attempt.topic(), json);
      json.writeStringField("reason", attempt.reason());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
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
