package dev.emitter.benchmarks.webhook;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event that is sent over and over, and the headers that the HTTP binding makes of it. */
final class Hook {

  static final byte[] DATA =
      ("{\"order\":4711,\"customer\":{\"name\":\"Ada\",\"tier\":\"gold\"},\"note\":\""
              + "0123456789".repeat(40)
              + "\",\"total\":129.9}")
          .getBytes(StandardCharsets.UTF_8);

  static final String CONTENT_TYPE = "application/json";
  static final String USER_AGENT = "emitter";

  private static final String ID = "4f1c";
  private static final String SOURCE = "https://shop.example";
  private static final String TYPE = "order.placed";
  private static final String TIME = "2026-01-01T00:00:00Z";

  private Hook() {}

  static CloudEvent event(@Nullable String id) {
    return CloudEventBuilder.v1()
        .withId(id == null ? ID : id)
        .withSource(URI.create(SOURCE))
        .withType(TYPE)
        .withTime(OffsetDateTime.parse(TIME))
        .withData(CONTENT_TYPE, DATA)
        .build();
  }

  /** Returns the headers of the event but its content type. */
  static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", ID);
    headers.put("ce-source", SOURCE);
    headers.put("ce-type", TYPE);
    headers.put("ce-time", TIME);
    return headers;
  }
}
