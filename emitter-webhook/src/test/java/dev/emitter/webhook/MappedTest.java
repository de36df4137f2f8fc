package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.event.EncodedEvent;
import dev.emitter.http.RawServer;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.problem.Problem;
import dev.emitter.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests in the receiver's own shape. */
@Tag("X2")
@Tag("C1")
@Timeout(240)
final class MappedTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String BODY = "'mode':'mapped','body':{'order':'n','kind':'event.type'}";
  private static final String ENVELOPE =
      "'mode':'mapped','envelope':{'rows':'for e in events return e.data.n * 2'}";

  private static List<String> bodies(RawServer server) {
    return server.requests().stream().map(RawServer.Request::text).toList();
  }

  private static EncodedEvent[] events(String... values) {
    EncodedEvent[] events = new EncodedEvent[values.length];
    for (int i = 0; i < values.length; i++) {
      events[i] = Posting.event("e" + i, "{\"n\":" + values[i] + "}");
    }
    return events;
  }

  private static List<String> kinds(List<DeliveryResult> results) {
    return results.stream().map(one -> one.getClass().getSimpleName()).toList();
  }

  @Test
  void sendsWhatTheBodyMakesOfOneEvent() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server, BODY + ",'headers':{'X-Own':'1'},'headerFrom':{'X-Id':'event.id'}")) {
      DeliveryResult result = posting.deliver(events("7")).get(0);

      assertThat(result).isInstanceOf(Delivered.class);
      assertThat(result.evidence().status()).isEqualTo(200);
      RawServer.Request request = server.requests().get(0);
      assertThat(request.text()).isEqualTo("{\"order\":7,\"kind\":\"t.sold\"}");
      assertThat(request.header("Content-Type")).isEqualTo("application/json");
      assertThat(request.header("X-Own")).isEqualTo("1");
      assertThat(request.header("X-Id")).isEqualTo("e0");
      assertThat(request.header("ce-id")).isNull();
    }
  }

  @Test
  void indentsForPeople() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, BODY + ",'prettyPrint':true")) {
      posting.deliver(events("7"));
      assertThat(bodies(server)).containsExactly("{\n  \"order\": 7,\n  \"kind\": \"t.sold\"\n}");
    }
  }

  @Test
  void signsTheBytesThatItSends() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server, ENVELOPE + ",'signing':{'scheme':'github','secrets':['0123456789']}")) {
      posting.deliver(events("1", "2"));
      RawServer.Request request = server.requests().get(0);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("0123456789".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String expected =
          HexFormat.of().formatHex(mac.doFinal(request.text().getBytes(StandardCharsets.UTF_8)));
      assertThat(request.header("X-Hub-Signature-256")).isEqualTo("sha256=" + expected);
    }
  }

  @Test
  void setsAsideTheEventForWhichTheBodyFails() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'mapped','body':{'a':['n * 2']}")) {
      assertThat(posting.deliver(events("1")).get(0)).isInstanceOf(Delivered.class);
      Rejected rejected = (Rejected) posting.deliver(events("\"secretive\"")).get(0);
      assertThat(rejected.reason()).startsWith("$.parameters.body.a[0]: line 1, column ");
      assertThat(rejected.reason()).doesNotContain("secretive");
      assertThat(bodies(server)).containsExactly("{\"a\":[2]}");
    }
  }

  @Test
  void sendsWhatTheEnvelopeMakesOfABatch() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, ENVELOPE + ",'batch':{'max':9}")) {
      assertThat(posting.channel().traits().maxBatch()).isEqualTo(9);
      assertThat(kinds(posting.deliver(events("1", "2", "3")))).containsOnly("Delivered");
      assertThat(bodies(server)).containsExactly("{\"rows\":[2,4,6]}");
      assertThat(server.requests().get(0).header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void findsTheEventsOfABatchForWhichTheEnvelopeFails() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, ENVELOPE)) {
      List<DeliveryResult> results =
          posting.deliver(events("1", "\"x\"", "3", "[]", "5", "true", "7"));

      assertThat(kinds(results))
          .containsExactly(
              "Delivered",
              "Rejected",
              "Delivered",
              "Rejected",
              "Delivered",
              "Rejected",
              "Delivered");
      assertThat(((Rejected) results.get(3)).reason()).startsWith("$.parameters.envelope.rows: ");
      assertThat(bodies(server)).containsExactly("{\"rows\":[2,6,10,14]}");
    }
  }

  @Test
  void setsAsideAllOfABatchIfTheEnvelopeFailsForEach() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'mapped','envelope':'1 / 0'")) {
      assertThat(kinds(posting.deliver(events("1", "2", "3")))).containsOnly("Rejected");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void sendsFewerAtOnceWhereTheEnvelopeFailsForManyOnly() throws Exception {
    String few = "'mode':'mapped','envelope':'if count(events) > 3 then 1 / 0 else events.id'";
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, few)) {
      EncodedEvent[] events =
          IntStream.range(0, 20).mapToObj(i -> Posting.event("e" + i)).toArray(EncodedEvent[]::new);
      assertThat(kinds(posting.deliver(events))).containsOnly("Delivered");
      assertThat(ids(server))
          .containsExactly(IntStream.range(0, 20).mapToObj(i -> "e" + i).toArray(String[]::new));
    }
  }

  private static List<String> ids(RawServer server) throws Exception {
    List<String> ids = new ArrayList<>();
    for (String body : bodies(server)) {
      for (JsonNode id : JSON.readTree(body)) {
        ids.add(id.textValue());
      }
    }
    return ids;
  }

  @Test
  void keepsWithinTheLargestBody() throws Exception {
    String data = "'mode':'mapped','envelope':'events.data.n','maxBytes':14";
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, data)) {
      List<DeliveryResult> results =
          posting.deliver(events("1000", "2000", "12345678901234567890", "3000", "4000"));
      assertThat(kinds(results))
          .containsExactly("Delivered", "Delivered", "Rejected", "Delivered", "Delivered");
      assertThat(((Rejected) results.get(2)).reason())
          .contains("maxBytes allows 14")
          .contains("reduce names no fields");
      assertThat(bodies(server)).allMatch(body -> body.length() <= 14);
      assertThat(String.join(",", bodies(server)).replace("[", "").replace("]", ""))
          .isEqualTo("1000,2000,3000,4000");
    }
  }

  @Test
  void reducesWhatIsTooLarge() throws Exception {
    String large = "{\"n\":1,\"text\":\"" + "x".repeat(500) + "\"}";
    String reduce = ",'maxBytes':300,'reduce':['text']";
    for (String mapping :
        List.of(
            "'mode':'mapped','body':{'d':'text','w':'warning.removed'}",
            "'mode':'mapped','envelope':'for e in events return {d: e.data.text,"
                + " w: e.data.warning.removed}'")) {
      try (RawServer server = Posting.accepting();
          Posting posting = Posting.to(server, mapping + reduce)) {
        assertThat(posting.deliver(Posting.event("e1", large)).get(0))
            .isInstanceOf(Delivered.class);
        JsonNode sent = JSON.readTree(bodies(server).get(0));
        JsonNode one = sent.isArray() ? sent.get(0) : sent;
        assertThat(one.get("d").isNull()).isTrue();
        assertThat(one.get("w").toString()).isEqualTo("[\"text\"]");
      }
    }
  }

  @Test
  void answersForARefusedEnvelopeAsAWhole() throws Exception {
    RawServer.Behaviour refusing =
        Posting.replying(one -> Posting.Reply.of(one.text().contains("4") ? 422 : 200));
    try (RawServer server = RawServer.start(refusing);
        Posting posting = Posting.to(server, ENVELOPE)) {
      assertThat(posting.deliver(events("1", "2", "3")))
          .allSatisfy(one -> assertThat(((Rejected) one).isOfBatch()).isTrue());
      assertThat(bodies(server)).containsExactly("{\"rows\":[2,4,6]}");
    }
  }

  @Test
  void triesAllAgainThatWereNotSent() throws Exception {
    RawServer.Behaviour failing = Posting.replying(one -> Posting.Reply.of(503));
    try (RawServer server = RawServer.start(failing);
        Posting posting = Posting.to(server, ENVELOPE)) {
      List<DeliveryResult> results = posting.deliver(events("1", "\"x\"", "3"));
      assertThat(kinds(results)).containsExactly("Retry", "Rejected", "Retry");
      assertThat(((Retry) results.get(0)).countsTowardsDisable()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void hasTheSameMessageIdAtEveryAttempt() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(
                server,
                ENVELOPE
                    + ",'signing':{'secrets':['whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=']}")) {
      posting.deliver(events("1", "2"));
      posting.deliver(events("1", "2"));
      List<String> ids =
          server.requests().stream().map(one -> String.valueOf(one.header("webhook-id"))).toList();
      assertThat(ids).hasSize(2).allMatch(id -> id.startsWith("batch_"));
      assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }
  }

  private static List<String> paths(String members) {
    ConfigurationException refused =
        catchThrowableOfType(
            ConfigurationException.class,
            () ->
                Posting.open(
                        new WebhookChannelProvider(),
                        "https://hooks.example/in",
                        members,
                        null,
                        null,
                        Clock.systemUTC())
                    .close());
    return refused == null ? List.of() : refused.problems().stream().map(Problem::path).toList();
  }

  @Test
  void tellsWhatDoesNotGoWithTheMode() {
    assertThat(paths("'mode':'mapped'")).containsExactly("$.parameters.body");
    assertThat(paths("'body':'n'")).containsExactly("$.parameters.body");
    assertThat(paths("'mode':'batched','envelope':'events','body':'n'"))
        .containsExactly("$.parameters.envelope", "$.parameters.body");
    assertThat(paths("'mode':'mapped','body':'n','envelope':'events'"))
        .containsExactly("$.parameters.envelope");
    assertThat(paths("'mode':'mapped','body':'n','batch':{'max':2}"))
        .containsExactly("$.parameters.batch");
    assertThat(paths("'mode':'mapped','envelope':'events','headerFrom':{'X-A':'event.id'}"))
        .containsExactly("$.parameters.headerFrom");
    assertThat(paths("'mode':'mapped','envelope':'events','batch':{'max':2}")).isEmpty();
  }

  @Test
  void tellsEveryFaultOfAMappingWithAllOthers() {
    assertThat(paths("'mode':'structured','body':{'a':'n +','b':['n n n =']},'timeout':'x'"))
        .containsExactlyInAnyOrder(
            "$.parameters.body",
            "$.parameters.body.a",
            "$.parameters.body.b[0]",
            "$.parameters.timeout");
  }

  @Test
  void warnsOfWhatChangesNothing() {
    WebhookChannelProvider provider = new WebhookChannelProvider();
    ChannelContext context =
        Posting.context(
            provider,
            "https://hooks.example/in",
            BODY + ",'source':'https://a.example','subject':'s'",
            null,
            null,
            Clock.systemUTC());
    Problems problems = new Problems();
    provider.validate(context, problems);
    assertThat(problems.list()).isEmpty();
    assertThat(problems.warnings())
        .extracting(Problem::path)
        .containsExactly("$.parameters.source", "$.parameters.subject");
  }
}
