package dev.emitter.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.emitter.delivery.DeliveryAttempt;
import dev.emitter.net.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows what was sent and received in an attempt, and how late it was. */
final class AttemptHeads {

  private AttemptHeads() {}

  /** Returns it for a person: a line for each header, those that were sent first. */
  static List<String> text(DeliveryAttempt attempt) {
    List<String> lines = new ArrayList<>();
    Instant publishedAt = attempt.publishedAt();
    if (publishedAt != null) {
      lines.add("    published " + publishedAt + ", " + attempt.delay() + " before");
    }
    HttpExchange exchange = attempt.exchange();
    if (exchange != null) {
      exchange.requestHeaders().forEach(header -> lines.add(line("    > ", header)));
      if (exchange.requestBody() != null) {
        lines.add("    > " + Texts.oneLine(exchange.requestBody()));
      }
      exchange.responseHeaders().forEach(header -> lines.add(line("    < ", header)));
    }
    return lines;
  }

  private static String line(String mark, HttpExchange.Header header) {
    return mark + Texts.oneLine(header.name() + ": " + header.value());
  }

  /** Writes it for a program: members of the object of the attempt. */
  static void write(DeliveryAttempt attempt, JsonGenerator json) throws IOException {
    Instant publishedAt = attempt.publishedAt();
    Duration delay = attempt.delay();
    json.writeStringField("publishedAt", publishedAt == null ? null : publishedAt.toString());
    json.writeStringField("delay", delay == null ? null : delay.toString());
    HttpExchange exchange = attempt.exchange();
    if (exchange != null) {
      write("requestHeaders", exchange.requestHeaders(), json);
      json.writeStringField("requestBody", exchange.requestBody());
      write("responseHeaders", exchange.responseHeaders(), json);
    }
  }

  private static void write(String member, List<HttpExchange.Header> headers, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (HttpExchange.Header header : headers) {
      json.writeStartObject();
      json.writeStringField("name", header.name());
      json.writeStringField("value", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
