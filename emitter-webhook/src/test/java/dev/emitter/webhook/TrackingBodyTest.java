package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.event.EncodedEvent;
import dev.emitter.http.RawServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies as the webhooks of Flow Production Tracking have them, of one event and of a batch. */
@Tag("FPT")
@Timeout(240)
final class TrackingBodyTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = "a-secret-token";
  private static final String SIGNED =
      ",'signing':{'scheme':'flow-production-tracking','secrets':['" + SECRET + "']}";

  /** All members that a delivery has, in its order. */
  private static String data(int number) {
    return """
        {"id":"120.%d.0","event_log_entry_id":%d,"event_type":"Shotgun_Task_Change","operation":"update",\
        "user":{"type":"HumanUser","id":113},"entity":{"type":"Task","id":5827},\
        "project":{"type":"Project","id":177},\
        "meta":{"type":"attribute_change","attribute_name":"sg_status_list","entity_type":"Task",\
        "entity_id":5827,"field_data_type":"status_list","old_value":"wtg","new_value":null},\
        "created_at":"2026-11-30 08:20:02.088","attribute_name":"sg_status_list",\
        "session_uuid":"a0bb6a4e-0fd3-11ef-9f2c-0242ac110004",\
        "delivery_id":"ef9cd8b4-1a6e-4f2b-8f3f-%012d"}"""
        .formatted(number, 1_000 + number, number);
  }

  private static EncodedEvent event(int number) {
    return Posting.event("e" + number, data(number));
  }

  private static JsonNode only(RawServer server) throws Exception {
    assertThat(server.requests()).hasSize(1);
    RawServer.Request request = server.requests().get(0);
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    byte[] digest = mac.doFinal(request.text().getBytes(StandardCharsets.UTF_8));
    assertThat(request.header("X-SG-SIGNATURE"))
        .isEqualTo("sha1=" + HexFormat.of().formatHex(digest));
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    JsonNode body = JSON.readTree(request.text());
    assertThat(Instant.parse(body.path("timestamp").asText())).isNotNull();
    return body;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void oneEventIsTheDataBesideTheTime() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server,
                "'mode':'mapped','body':{'data':'event.data','timestamp':'now()'}" + SIGNED)) {
      posting.deliver(event(1));
      JsonNode body = only(server);
      assertThat(names(body)).containsExactly("data", "timestamp");
      assertThat(body.path("data").toString()).isEqualTo(data(1));
    }
  }

  @Test
  void aBatchIsTheListOfItsDeliveries() throws Exception {
    for (int events : new int[] {1, 3}) {
      EncodedEvent[] batch = new EncodedEvent[events];
      for (int i = 0; i < events; i++) {
        batch[i] = event(i);
      }
      try (RawServer server = Posting.accepting();
          Posting posting =
              Posting.to(
                  server,
                  "'mode':'mapped','batch':{'max':50},'envelope':{'timestamp':'now()',"
                      + "'data':{'deliveries':'for e in events return e.data'}}"
                      + SIGNED)) {
        posting.deliver(batch);
        JsonNode body = only(server);
        assertThat(names(body)).containsExactly("timestamp", "data");
        assertThat(names(body.path("data"))).containsExactly("deliveries");
        JsonNode deliveries = body.at("/data/deliveries");
        assertThat(deliveries).hasSize(events);
        for (int i = 0; i < events; i++) {
          assertThat(deliveries.path(i).toString()).isEqualTo(data(i));
        }
      }
    }
  }
}
