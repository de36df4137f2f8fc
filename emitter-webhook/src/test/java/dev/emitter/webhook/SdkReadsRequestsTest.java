package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.event.CloudEventReader;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCompleter;
import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.HttpTransport;
import dev.emitter.http.HttpTransports;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.http.RawServer;
import dev.emitter.http.Sending;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The CloudEvents SDK's reader of requests finds in them the events that were published. */
@Tag("C1")
@Timeout(240)
final class SdkReadsRequestsTest {

  private static final EventCompleter COMPLETER =
      new EventCompleter(Posting.SOURCE, Clock.systemUTC(), () -> "made", 1 << 20);

  private static EncodedEvent of(String members) {
    String json =
        "{'specversion':'1.0','id':'1','source':'/s','type':'t','time':'2026-01-01T00:00:00Z',"
            + members
            + "}";
    return COMPLETER.complete(CloudEventReader.read(Posting.bytes(json.replace('\'', '"'))));
  }

  private static List<EncodedEvent> events() {
    return List.of(
        Posting.event("plain"),
        Posting.complete(
            Posting.builder("Grüße % \"😀\" +")
                .withSubject("a b+c%20")
                .withTime(OffsetDateTime.parse("2026-01-02T03:04:05.000000001-11:30"))
                .withDataSchema(URI.create("https://s.example/1?a=b#c"))
                .withExtension("flag", true)
                .withExtension("number", -1)
                .withExtension("uri", URI.create("urn:x:y"))
                .withExtension("moment", OffsetDateTime.parse("2020-01-02T03:04:05.5Z"))
                .withExtension("bytes", new byte[] {0, -1})
                .withData("application/json", Posting.bytes(" { \"a\" : 1.10 } "))),
        Posting.complete(Posting.builder("no data")),
        Posting.complete(Posting.builder("empty").withData("text/plain", new byte[0])),
        Posting.complete(Posting.builder("text").withData("text/plain", Posting.bytes("é\n"))),
        Posting.complete(
            Posting.builder("xml").withData("application/xml", Posting.bytes("<a>\r\n</a>"))),
        Posting.complete(
            Posting.builder("bytes").withData("application/octet-stream", new byte[] {0, -1})),
        Posting.complete(
            Posting.builder("dotted").withData("application/vnd.x+json", Posting.bytes("[1e5]"))),
        Posting.complete(Posting.builder("image").withData("image/json", Posting.bytes("{}"))),
        of("'data':{'n':1}"),
        of("'data':null"),
        of("'data':'grüße'"),
        of("'data':'grüße','datacontenttype':'text/plain; charset=iso-8859-1'"),
        of("'data':{'n':'grüße'},'datacontenttype':'application/json; charset=iso-8859-1'"),
        of("'data_base64':'AQID'"),
        of("'data_base64':'eyJhIjoxfQ=='"));
  }

  /** Binary mode declares what the data is where the event leaves it to the reader. */
  private static CloudEvent expected(String mode, EncodedEvent event) {
    boolean declared = mode.equals("binary") && event.fitsBinaryMode();
    return declared
        ? CloudEventBuilder.v1(event.event()).withDataContentType(event.contentType()).build()
        : event.event();
  }

  private static List<RawServer.Request> sent(String members, EncodedEvent... events)
      throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, members)) {
      assertThat(posting.deliver(events)).allMatch(one -> one instanceof Delivered);
      assertThat(server.judged()).isEqualTo(server.requests().size()).isPositive();
      return List.copyOf(server.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "structured", "batched"})
  void findsTheEventsThatWerePublished(String mode) throws Exception {
    List<EncodedEvent> events = events();
    for (String pretty : List.of("false", "true")) {
      List<CloudEvent> read =
          sent(
                  "'mode':'%s','prettyPrint':%s".formatted(mode, pretty),
                  events.toArray(EncodedEvent[]::new))
              .stream()
              .flatMap(request -> SdkJudge.read(request).stream())
              .toList();
      assertThat(read).hasSameSizeAs(events);
      for (int i = 0; i < read.size(); i++) {
        CloudEvent expected = expected(mode, events.get(i));
        if (pretty.equals("false") || !events.get(i).hasJsonData()) {
          assertThat(SdkJudge.differences(read.get(i), expected)).as(expected.getId()).isEmpty();
        } else {
          assertThat(read.get(i).getId()).isEqualTo(expected.getId());
        }
      }
    }
  }

  /** Receivers go by how the content type begins, and would read the event within. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents",
        "application/cloudevents+json",
        "application/cloudevents+json; charset=utf-8",
        "Application/CloudEvents+JSON",
        "application/cloudevents+xml",
        "application/cloudevents-batch+json"
      })
  void findsTheOuterEventWhereTheDataIsAnotherOne(String type) throws Exception {
    byte[] inner =
        Posting.bytes("{\"specversion\":\"1.0\",\"id\":\"in\",\"source\":\"/in\",\"type\":\"in\"}");
    EncodedEvent outer = Posting.complete(Posting.builder("out").withData(type, inner));
    for (String mode : List.of("binary", "structured", "batched")) {
      RawServer.Request request = sent("'mode':'" + mode + "'", outer).get(0);
      assertThat(SdkJudge.read(request).get(0).getId()).isEqualTo("out");
      assertThat(SdkJudge.read(request).get(0).getDataContentType()).isEqualTo(type);
      assertThat(request.header("ce-id")).isNull();
    }
    assertThat(sent("'mode':'binary'", Posting.event("other")).get(0).header("ce-id"))
        .isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso-8859-1", "windows-1252", "utf-16be"})
  void sendsTextInTheCharsetThatItsContentTypeNames(String charset) throws Exception {
    EncodedEvent event =
        of("'data':'grüße','datacontenttype':'text/plain; charset=" + charset + "'");
    RawServer.Request request = sent("", event).get(0);
    assertThat(request.header("Content-Type")).isEqualTo("text/plain; charset=" + charset);
    assertThat(new String(request.body().toByteArray(), charset)).isEqualTo("grüße");
  }

  @Test
  void declaresWhatDataWithoutContentTypeIs() throws Exception {
    assertThat(sent("", of("'data':1")).get(0).header("Content-Type"))
        .isEqualTo("application/json");
    assertThat(sent("", of("'data':null")).get(0).text()).isEqualTo("null");
    RawServer.Request bytes = sent("", of("'data_base64':'AQID'")).get(0);
    assertThat(bytes.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(bytes.body().toByteArray()).containsExactly(1, 2, 3);
  }

  private static RawServer.Request request(String body, String... headers) {
    List<HttpHeader> all =
        List.of(headers).stream()
            .map(one -> new HttpHeader(one.split(": ", 2)[0], one.split(": ", 2)[1]))
            .toList();
    return new RawServer.Request("POST / HTTP/1.1", all, Payload.of(Posting.bytes(body)));
  }

  /** A judge that finds no fault anywhere proves nothing. */
  @Test
  void isAJudgeThatFindsFaults() {
    String[] good = {
      "Content-Type: text/plain", "ce-specversion: 1.0", "ce-id: 1", "ce-source: /s", "ce-type: t"
    };
    assertThat(SdkJudge.faults(request("x", good))).isEmpty();
    for (String bad :
        List.of("ce-time: yesterday", "ce-Ü: 1", "ce-x_y: 1", "ce-specversion: 2.0")) {
      String[] headers = java.util.Arrays.copyOf(good, good.length + 1);
      headers[good.length] = bad;
      assertThat(SdkJudge.faults(request("x", headers))).as(bad).isNotEmpty();
    }
    assertThat(SdkJudge.faults(request("{}", "Content-Type: application/cloudevents+json")))
        .isNotEmpty();
    assertThat(
            SdkJudge.faults(
                request("[{\"id\":\"1\"}]", "Content-Type: application/cloudevents-batch+json")))
        .isNotEmpty();
    assertThat(
            SdkJudge.differences(Posting.event("1", "1").event(), Posting.event("2", "2").event()))
        .hasSize(2);
  }

  @Test
  void failsAReceiverWhoseRequestItCannotRead() throws Exception {
    RawServer server = Posting.accepting();
    HttpTransport transport = new HttpTransports().open(Sending.plain());
    Sending.answer(
        transport.send(
            new OutgoingRequest(
                "POST",
                server.uri("/"),
                List.of(new HttpHeader("Content-Type", "application/cloudevents+json")),
                Payload.of("no event".getBytes(StandardCharsets.UTF_8))),
            Sending.LONG));
    transport.close();
    assertThatThrownBy(server::close).isInstanceOf(AssertionError.class);
  }
}
