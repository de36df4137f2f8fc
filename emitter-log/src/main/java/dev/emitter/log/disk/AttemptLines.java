package dev.emitter.log.disk;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.Acknowledgement;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.event.Json;
import dev.emitter.net.HttpExchange;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Lines of a file of the delivery log in the making: a {@link LineChecksum} and a JSON object that
 * tells by its first member what it is.
 */
final class AttemptLines {

  /** The version of the format that this code reads and writes. */
  static final int VERSION = 1;

  static final String FORMAT = "emitter-attempts";

  private AttemptLines() {}

  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns the first line of a file. */
  static byte[] header(Instant begun) {
    return line(
        json -> {
          json.writeStringField("format", FORMAT);
          json.writeNumberField("version", VERSION);
          json.writeStringField("begun", begun.toString());
        });
  }

  static byte[] of(DeliveryAttempt attempt) {
    return line(json -> write(attempt, json));
  }

  private static void write(DeliveryAttempt attempt, JsonGenerator json) throws IOException {
    json.writeNumberField("attempt", attempt.attempt());
    json.writeStringField("at", attempt.at().toString());
    json.writeStringField("emitter", attempt.emitterId());
    json.writeStringField("id", attempt.eventId());
    json.writeStringField("type", attempt.eventType());
    json.writeArrayFieldStart("topic");
    for (String segment : attempt.topic().segments()) {
      json.writeString(segment);
    }
    json.writeEndArray();
    json.writeStringField("outcome", attempt.outcome().name());
    writeIfThere(attempt, json);
  }

  private static void writeIfThere(DeliveryAttempt attempt, JsonGenerator json) throws IOException {
    if (attempt.resubmitted()) {
      json.writeBooleanField("resubmitted", true);
    }
    if (attempt.status() != null) {
      json.writeNumberField("status", attempt.status());
    }
    if (attempt.duration() != null) {
      json.writeStringField("duration", attempt.duration().toString());
    }
    if (attempt.answer() != null) {
      json.writeStringField("answer", attempt.answer());
    }
    if (attempt.reason() != null) {
      json.writeStringField("reason", attempt.reason());
    }
    Duration delay = attempt.delay();
    if (delay != null) { // shorter than the time, which follows from it
      json.writeStringField("delay", delay.toString());
    }
    if (attempt.exchange() != null) {
      write(attempt.exchange(), json);
    }
  }

  private static void write(HttpExchange exchange, JsonGenerator json) throws IOException {
    write("sent", exchange.requestHeaders(), json);
    if (exchange.requestBody() != null) {
      json.writeStringField("body", exchange.requestBody());
    }
    write("received", exchange.responseHeaders(), json);
  }

  /** Writes names and values in turn; a name may come more than once. */
  private static void write(String member, List<HttpExchange.Header> headers, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (HttpExchange.Header header : headers) {
      json.writeString(header.name());
      json.writeString(header.value());
    }
    json.writeEndArray();
  }

  static byte[] of(Acknowledgement report) {
    return line(
        json -> {
          json.writeStringField("acknowledged", report.status().name());
          json.writeStringField("at", report.at().toString());
          json.writeStringField("emitter", report.emitterId());
          json.writeStringField("id", report.eventId());
          json.writeStringField("text", report.text());
        });
  }

  private static byte[] line(Members members) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be written as JSON: " + e.getMessage(), e);
    }
    byte[] object = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    byte[] line = new byte[LineChecksum.LENGTH + object.length];
    System.arraycopy(object, 0, line, LineChecksum.LENGTH, object.length);
    LineChecksum.write(line, 0, line.length - 1);
    return line;
  }
}
