package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.event.EncodedEvent;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.RawServer;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire: the CloudEvents HTTP binding. */
@Tag("C1")
@Timeout(240)
final class RequestsTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static RawServer.Request sent(String members, EncodedEvent event) throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, members)) {
      assertThat(posting.deliver(event)).allMatch(one -> one instanceof Delivered);
      assertThat(server.requests()).hasSize(1);
      RawServer.Request request = server.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /in HTTP/1.1");
      assertThat(request.header("Content-Length"))
          .isEqualTo(Integer.toString(request.body().size()));
      assertThat(request.header("Transfer-Encoding")).isNull();
      return request;
    }
  }

  private static Rejected refused(String members, EncodedEvent event) throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, members)) {
      DeliveryResult result = posting.deliver(event).get(0);
      assertThat(server.requests()).isEmpty();
      assertThat(result).isInstanceOf(Rejected.class);
      return (Rejected) result;
    }
  }

  @Test
  void sendsAttributesAsHeadersAndDataAsItIs() throws Exception {
    EncodedEvent event =
        Posting.complete(
            Posting.builder("7")
                .withSubject("a b")
                .withDataSchema(URI.create("https://s.example/1"))
                .withExtension("flag", true)
                .withExtension("count", 3)
                .withData("application/xml", Posting.bytes("<a/>")));

    RawServer.Request request = sent("", event);

    assertThat(request.text()).isEqualTo("<a/>");
    assertThat(request.headers())
        .contains(
            new HttpHeader("Content-Type", "application/xml"),
            new HttpHeader("ce-specversion", "1.0"),
            new HttpHeader("ce-id", "7"),
            new HttpHeader("ce-source", "https://shop.example/eu"),
            new HttpHeader("ce-type", "t.sold"),
            new HttpHeader("ce-subject", "a%20b"),
            new HttpHeader("ce-time", "2026-01-01T00:00:00Z"),
            new HttpHeader("ce-dataschema", "https://s.example/1"),
            new HttpHeader("ce-flag", "true"),
            new HttpHeader("ce-count", "3"));
    assertThat(request.headers()).noneMatch(one -> one.name().equals("ce-datacontenttype"));
  }

  @ParameterizedTest
  @CsvSource({"Euro € 😀, Euro%20%E2%82%AC%20%F0%9F%98%80", "a%b\"c, a%25b%22c", "~|', ~|'"})
  void percentEncodesAsTheBindingSays(String value, String expected) throws Exception {
    EncodedEvent event =
        Posting.complete(
            Posting.builder("1")
                .withExtension("said", value)
                .withData("application/json", Posting.bytes("1")));

    assertThat(sent("", event).header("ce-said")).isEqualTo(expected);
  }

  /** Receivers reset the connection, and the emitter would try again for ever. */
  @Test
  void refusesHeadersThatAreTooLong() throws Exception {
    EncodedEvent event =
        Posting.complete(
            Posting.builder("1")
                .withExtension("said", "\u00e9".repeat(11_000))
                .withData("application/json", Posting.bytes("1")));
    assertThat(refused("", event).reason())
        .contains("its headers up to ce-said would have 66")
        .contains("at most 65536 are sent")
        .contains("structured");
    assertThat(sent("'mode':'structured'", event).text()).contains("\u00e9\u00e9");
    String many =
        IntStream.range(0, 9)
            .mapToObj(i -> "'X-" + i + "':'event.said'")
            .collect(Collectors.joining(","));
    assertThat(refused("'mode':'structured','headerFrom':{" + many + "}", event).reason())
        .contains("its headers up to X-0 would have 66");
  }

  @Test
  void sendsTheWholeEventAsJson() throws Exception {
    RawServer.Request request = sent("'mode':'structured'", Posting.event("7"));

    assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents+json");
    assertThat(request.header("ce-id")).isNull();
    JsonNode event = JSON.readTree(request.text());
    assertThat(event.get("id").asText()).isEqualTo("7");
    assertThat(event.get("data").get("n").asText()).isEqualTo("7");
    assertThat(request.text()).doesNotContain("\n");
  }

  @Test
  void sendsAnEventWithoutDataStructuredForThereMustBeABody() throws Exception {
    RawServer.Request request = sent("", Posting.complete(Posting.builder("7")));

    assertThat(request.header("Content-Type")).startsWith("application/cloudevents+json");
    assertThat(JSON.readTree(request.text()).has("data")).isFalse();
  }

  @Test
  void sendsAnArrayOfEventsWhereAskedFor() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'batched','prettyPrint':true")) {
      assertThat(posting.deliver(Posting.event("1"), Posting.event("2")))
          .allMatch(one -> one instanceof Delivered);
      RawServer.Request request = server.requests().get(0);
      assertThat(server.requests()).hasSize(1);
      assertThat(request.header("Content-Type")).isEqualTo("application/cloudevents-batch+json");
      assertThat(JSON.readTree(request.text()).findValuesAsText("id")).containsExactly("1", "2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured"})
  void showsTheEventAsTheEmitterWantsIt(String mode) throws Exception {
    RawServer.Request request =
        sent(
            "'mode':'%s','prettyPrint':true,'source':'https://front.example','subject':'s ü'"
                .formatted(mode),
            Posting.event("7"));

    assertThat(request.text()).contains("\n");
    if (mode.equals("binary")) {
      assertThat(request.header("ce-source")).isEqualTo("https://front.example");
      assertThat(request.header("ce-subject")).isEqualTo("s%20%C3%BC");
    } else {
      JsonNode event = JSON.readTree(request.text());
      assertThat(event.get("source").asText()).isEqualTo("https://front.example");
      assertThat(event.get("subject").asText()).isEqualTo("s ü");
    }
  }

  @Test
  void addsConstantAndComputedHeaders() throws Exception {
    RawServer.Request request =
        sent(
            "'headers':{'X-Env':'test 1'},'headerFrom':{'X-Type':'event.type','X-Number':"
                + "'event.data.n','X-None':'event.data.none','X-Subject':'event.subject'}",
            Posting.event("ü 7"));

    assertThat(request.header("X-Env")).isEqualTo("test 1");
    assertThat(request.header("X-Type")).isEqualTo("t.sold");
    assertThat(request.header("X-Number")).isEqualTo("%C3%BC%207");
    assertThat(request.header("X-None")).isNull();
    assertThat(request.header("X-Subject")).isNull();
  }

  @Test
  void setsAnEventAsideWhoseHeaderCannotBeComputed() throws Exception {
    Rejected result =
        refused(
            "'headerFrom':{'X-Order':'event.data.order'}", Posting.event("1", "{\"order\":{}}"));

    assertThat(result.reason()).startsWith("headerFrom.X-Order: ").contains("event.data.order");
  }

  @Test
  void setsAnEventAsideWhoseContentTypeNoHeaderCanHold() throws Exception {
    EncodedEvent event =
        Posting.complete(
            Posting.builder("1").withData("text/plain; x=\"ü\"", Posting.bytes("text")));

    assertThat(refused("", event).reason()).startsWith("its datacontenttype has characters");
  }

  @Test
  void sendsTheDataAloneOfSeveralEventsInModeRecords() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'records'")) {
      List<DeliveryResult> results =
          posting.deliver(
              Posting.event("1"),
              Posting.complete(Posting.builder("2").withData("text/plain", Posting.bytes("x"))),
              Posting.complete(Posting.builder("3")),
              Posting.event("4", "[1.0, 2e5]"));

      assertThat(results.get(0)).isInstanceOf(Delivered.class);
      assertThat(results.get(1)).isInstanceOf(Rejected.class).asString().contains("no JSON data");
      assertThat(results.get(2)).isInstanceOf(Rejected.class);
      assertThat(results.get(3)).isInstanceOf(Delivered.class);
      assertThat(server.requests())
          .extracting(RawServer.Request::text)
          .containsExactly("[{\"n\":\"1\"}]", "[[1.0, 2e5]]");
      assertThat(server.requests().get(0).header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void sendsAnAddressWithOtherCharactersEncoded() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.open(
                new WebhookChannelProvider(), server.uri("/ü?q=ß&x=%20"), "", null, null)) {
      assertThat(posting.deliver("1")).isInstanceOf(Delivered.class);
      assertThat(server.requests().get(0).line()).isEqualTo("POST /%C3%BC?q=%C3%9F&x=%20 HTTP/1.1");
    }
  }
}
