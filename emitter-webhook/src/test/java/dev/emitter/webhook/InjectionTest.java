package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.InvalidEventException;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No attribute of an event can forge a header or a request, whatever is in it. Publication refuses
 * most of these characters; here they come as if out of a log, which is trusted to hold no such
 * event.
 */
@Tag("C1")
@Timeout(240)
final class InjectionTest {

  private static final List<String> ATTACKS =
      List.of(
          "a\r\nX-Forged: 1",
          "a\nX-Forged: 1",
          "a\rX-Forged: 1",
          "a\r\n\r\nPOST /forged HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
          "a\u0000b",
          "a\u000bX-Forged: 1",
          "a\u0085X-Forged: 1",
          "a\u2028X-Forged: 1",
          "a\u560d\u560aX-Forged: 1",
          "\u010d\u010aX-Forged: 1",
          "é ß 日本 😀",
          "\ud800 alone",
          "alone \udc00",
          "%0d%0aX-Forged: 1",
          " ",
          "\t",
          "\"quoted\\",
          "x".repeat(5000));
  private static final List<String> ATTRIBUTES =
      List.of("id", "source", "type", "subject", "dataschema", "datacontenttype", "myext");
  private static final Set<String> EXPECTED =
      Set.of(
          "content-type",
          "content-length",
          "host",
          "connection",
          "user-agent",
          "ce-specversion",
          "ce-id",
          "ce-source",
          "ce-type",
          "ce-subject",
          "ce-time",
          "ce-dataschema",
          "ce-myext",
          "x-from",
          "webhook-id",
          "webhook-timestamp",
          "webhook-signature",
          "emitter-id",
          "emitter-delivery",
          "emitter-attempt",
          "emitter-batch-size");

  /** Returns each attack in each attribute, as far as anything can read it. */
  private static List<EncodedEvent> events() throws Exception {
    List<EncodedEvent> events = new ArrayList<>();
    for (String attribute : ATTRIBUTES) {
      for (String attack : ATTACKS) {
        ObjectNode json = new JsonMapper().createObjectNode();
        json.put("specversion", "1.0").put("id", "1").put("source", "/s").put("type", "t");
        json.put("time", "2026-01-01T00:00:00Z").put("myext", "m").put("subject", "s");
        json.put(attribute, attack);
        json.putObject("data").put("said", attack);
        try {
          events.add(EncodedEvent.stored(new JsonMapper().writeValueAsBytes(json)));
        } catch (InvalidEventException e) {
          assertThat(attribute).isIn("source", "dataschema", "datacontenttype");
        }
      }
    }
    return events;
  }

  @Test
  void neverForgesAHeaderAndGoesOnAfterEach() throws Exception {
    List<EncodedEvent> events = events();
    assertThat(events).hasSizeGreaterThan(70);
    for (String mode : List.of("binary", "structured", "batched", "records")) {
      String from =
          mode.equals("binary") || mode.equals("structured")
              ? ",'headerFrom':{'X-From':'event.data.said'}"
              : "";
      String members =
          "'mode':'%s','signing':{'secrets':['whsec_%s']}%s".formatted(mode, "A".repeat(32), from);
      try (RawServer server = Posting.accepting();
          Posting posting = Posting.to(server, members)) {
        int delivered = 0;
        for (EncodedEvent event : events) {
          DeliveryResult result = posting.deliver(event).get(0);
          assertThat(result).isInstanceOfAny(Delivered.class, Rejected.class);
          delivered += result instanceof Delivered ? 1 : 0;
        }
        assertThat(posting.deliver("fine")).isInstanceOf(Delivered.class);
        assertThat(server.requests()).hasSize(delivered + 1);
        assertThat(delivered).isGreaterThan(events.size() * 8 / 10);
        server.requests().forEach(InjectionTest::requireClean);
      }
    }
  }

  private static void requireClean(RawServer.Request request) {
    assertThat(request.line()).isEqualTo("POST /in HTTP/1.1");
    Set<String> seen = new HashSet<>();
    for (HttpHeader header : request.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      assertThat(EXPECTED).contains(name);
      assertThat(seen.add(name)).as(name + " once").isTrue();
      assertThat(header.value().chars()).allMatch(c -> c >= 0x20 && c < 0x7F);
    }
  }
}
