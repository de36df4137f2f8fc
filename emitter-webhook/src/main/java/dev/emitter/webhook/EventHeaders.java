package dev.emitter.webhook;

import dev.emitter.event.EncodedEvent;
import dev.emitter.event.Presentation;
import dev.emitter.http.HttpHeader;
import dev.emitter.webhook.WebhookRequests.UnsendableException;
import io.cloudevents.CloudEvent;
import io.cloudevents.types.Time;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The attributes of an event as headers, in binary mode (CloudEvents HTTP binding, 3.1.3). */
final class EventHeaders {

  private static final String PREFIX = "ce-";

  private EventHeaders() {}

  /** Adds all headers of an event with data, its content type included. */
  static void add(RequestHeaders headers, EncodedEvent encoded, Presentation presentation)
      throws UnsendableException {
    CloudEvent event = encoded.event();
    headers.add(new HttpHeader("Content-Type", String.valueOf(encoded.contentType())));
    add(headers, "specversion", event.getSpecVersion().toString());
    add(headers, "id", event.getId());
    add(headers, "source", either(presentation.source(), event.getSource()));
    add(headers, "type", event.getType());
    add(headers, "subject", either(presentation.subject(), event.getSubject()));
    add(headers, "time", event.getTime());
    add(headers, "dataschema", event.getDataSchema());
    for (String name : event.getExtensionNames()) {
      add(headers, name, event.getExtension(name));
    }
  }

  private static @Nullable Object either(@Nullable Object override, @Nullable Object own) {
    return override == null ? own : override;
  }

  private static void add(RequestHeaders headers, String name, @Nullable Object value)
      throws UnsendableException {
    if (value != null) {
      headers.encode(PREFIX + name, text(value));
    }
  }

  private static String text(Object value) {
    if (value instanceof OffsetDateTime time) {
      return Time.writeTime(time);
    }
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value.toString();
  }
}
