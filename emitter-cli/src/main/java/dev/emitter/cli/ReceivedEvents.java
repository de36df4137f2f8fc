package dev.emitter.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.InvalidEventException;
import dev.emitter.event.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.rw.CloudEventRWException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The CloudEvents of a request (HTTP protocol binding 1.0.2, in its three modes). */
final class ReceivedEvents {

  private static final String PREFIX = "ce-";
  private static final String ONE = "application/cloudevents+json";
  private static final String SEVERAL = "application/cloudevents-batch+json";
  private static final EventCompleter RULES =
      new EventCompleter(URI.create("urn:none"), Clock.systemUTC(), () -> "none", 1 << 30);

  private ReceivedEvents() {}

  /**
   * Returns the events; none if the request does not say that it has some.
   *
   * @throws InvalidEventException if one is not as CloudEvents 1.0 wants it
   */
  static List<CloudEvent> of(ReceivedRequest request) {
    return switch (request.mediaType()) {
      case ONE -> List.of(valid(CloudEventReader.read(request.body())));
      case SEVERAL -> batch(request.body());
      default -> request.header("ce-specversion") == null ? List.of() : List.of(binary(request));
    };
  }

  private static CloudEvent valid(CloudEvent event) {
    require("id", event.getId());
    require("source", event.getSource());
    require("type", event.getType());
    return RULES.complete(event).event();
  }

  private static void require(String name, @Nullable Object value) {
    if (value == null) {
      throw new InvalidEventException(name, "is missing");
    }
  }

  private static List<CloudEvent> batch(byte[] body) {
    List<CloudEvent> events = new ArrayList<>();
    try {
      JsonNode array = Json.MAPPER.readTree(body);
      if (array == null || !array.isArray()) {
        throw new InvalidEventException("batch", "is no JSON array");
      }
      for (JsonNode one : array) {
        events.add(valid(CloudEventReader.read(Json.MAPPER.writeValueAsBytes(one))));
      }
      return events;
    } catch (IOException e) {
      throw new InvalidEventException("batch", "is no JSON");
    }
  }

  private static CloudEvent binary(ReceivedRequest request) {
    String version = Objects.requireNonNull(request.header("ce-specversion"));
    if (!version.equals(SpecVersion.V1.toString())) {
      throw new InvalidEventException("specversion", "is " + version + ", not 1.0");
    }
    try {
      CloudEventBuilder event = CloudEventBuilder.v1();
      for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
        String name = header.getKey().toLowerCase(Locale.ROOT);
        if (name.startsWith(PREFIX) && !name.equals("ce-specversion")) {
          event.withContextAttribute(
              name.substring(PREFIX.length()), decoded(name, header.getValue().get(0)));
        }
      }
      String type = request.header("Content-Type");
      if (request.body().length > 0) {
        event.withData(type == null ? "application/octet-stream" : type, request.body());
      }
      require("id", request.header("ce-id"));
      require("source", request.header("ce-source"));
      require("type", request.header("ce-type"));
      return RULES.complete(event.build()).event();
    } catch (CloudEventRWException | IllegalStateException e) {
      throw new InvalidEventException("headers", String.valueOf(e.getMessage()));
    }
  }

  /** Undoes the percent-encoding of header values (section 3.1.3.2). */
  private static String decoded(String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        bytes.write(c);
      } else {
        boolean whole = i + 2 < value.length();
        int high = whole ? Character.digit(value.charAt(i + 1), 16) : -1;
        int low = whole ? Character.digit(value.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw new InvalidEventException(name, "has a % that begins no percent-encoding");
        }
        bytes.write(16 * high + low);
        i += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
