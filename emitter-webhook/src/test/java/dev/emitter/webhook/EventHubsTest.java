package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Delivered;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.DeliveryResult.Retry;
import dev.emitter.definition.Identity;
import dev.emitter.definition.Secret;
import dev.emitter.event.EncodedEvent;
import dev.emitter.filter.FilterInput;
import dev.emitter.http.RawServer;
import dev.emitter.http.TlsFiles;
import dev.emitter.mapping.FlowFormat;
import dev.emitter.mapping.FlowMapping;
import dev.emitter.mapping.Rendering;
import dev.emitter.problem.Problems;
import dev.emitter.topic.Topic;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Flow traces to an event hub over HTTP: a receiver that lets in only whom the documented signature
 * lets in.
 */
@Tag("C8")
final class EventHubsTest {

  private static final String KEY = "aGVsbG8gZXZlbnQgaHVi+/w=";
  private static final String TRACE =
      "{\"Time\":\"2026-01-02 03:04:05 +00:00\",\"ChainId\":\"c\","
          + "\"Step\":{\"Id\":\"s\",\"Name\":\"Invoice\",\"Status\":\"%s\"}%s}";

  private static EncodedEvent trace(String status, String more) {
    return Posting.complete(
        Posting.builder("1")
            .withType("FlowTrace")
            .withData("application/json", Posting.bytes(TRACE.formatted(status, more))));
  }

  /** Answers as Event Hubs does, and tells in a refusal what it was sent. */
  private static Posting.Reply answer(RawServer.Request request) {
    String sent = String.valueOf(request.header("Authorization"));
    try {
      return isSigned(sent)
          ? Posting.Reply.of(201)
          : new Posting.Reply(401, "put token failed: " + sent, List.of());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSigned(String header) throws Exception {
    Map<String, String> members = new TreeMap<>();
    for (String one : header.replace("SharedAccessSignature ", "").split("&", -1)) {
      members.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
    }
    long left = Long.parseLong(members.get("se")) - Clock.systemUTC().millis() / 1000;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String text = members.get("sr") + "\n" + members.get("se");
    String signature =
        Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    return header.startsWith("SharedAccessSignature sr=")
        && decoded(members, "sr").matches("http://127\\.0\\.0\\.1:\\d+/in")
        && decoded(members, "sig").equals(signature)
        && decoded(members, "skn").equals("SendOnly")
        && left > 0
        && left <= Duration.ofHours(2).toSeconds();
  }

  private static String decoded(Map<String, String> members, String name) {
    return URLDecoder.decode(Objects.requireNonNull(members.get(name)), StandardCharsets.UTF_8);
  }

  private static RawServer hub() throws Exception {
    return RawServer.start(Posting.replying(EventHubsTest::answer));
  }

  @Test
  void signsRequestsWithTheKeyOfAPolicy() throws Exception {
    Identity policy = new Identity.Sas("SendOnly", Secret.of(KEY));
    try (RawServer hub = hub();
        Posting posting = Posting.as(policy, hub, "'mode':'flow-traces'")) {
      assertThat(posting.deliver(trace("Started", "")).get(0)).isInstanceOf(Delivered.class);
      assertThat(hub.requests().get(0).header("Authorization")).doesNotContain(KEY);
      assertThat(hub.requests().get(0).text()).startsWith("[{\"Time\":").endsWith("}]");
    }
  }

  @Test
  void showsNothingOfASignatureThatAReceiverRepeats() throws Exception {
    Identity wrong = new Identity.Sas("SendOnly", Secret.of("another key"));
    try (RawServer hub = hub();
        Posting posting = Posting.as(wrong, hub, "'mode':'flow-traces'")) {
      DeliveryResult result = posting.deliver(trace("Started", "")).get(0);
      String sent = String.valueOf(hub.requests().get(0).header("Authorization"));
      String signature = sent.replaceAll(".*&sig=([^&]+).*", "$1");
      assertThat(result).isNotInstanceOf(Delivered.class);
      assertThat(result.toString())
          .contains("put token failed")
          .doesNotContain(signature, URLDecoder.decode(signature, StandardCharsets.UTF_8));
    }
  }

  @Test
  void takesAKeyThatIsChangedMeanwhile() throws Exception {
    String[] key = {"another key"};
    Identity policy = new Identity.Sas("SendOnly", Secret.from(() -> key[0]));
    try (RawServer hub = hub();
        Posting posting = Posting.as(policy, hub, "'mode':'flow-traces'")) {
      assertThat(posting.deliver(trace("Started", "")).get(0)).isNotInstanceOf(Delivered.class);
      key[0] = KEY;
      assertThat(posting.deliver(trace("Started", "")).get(0)).isInstanceOf(Delivered.class);
    }
  }

  @Test
  void parksWhatIsNoEntryWhereThereIsNoFlow() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'flow-traces'")) {
      assertThat(reason(posting, Posting.event("2"))).contains("has no flow");
      assertThat(reason(posting, trace("Done", ""))).contains("data.step.status");
      EncodedEvent unzoned =
          Posting.complete(
              Posting.builder("3")
                  .withType("FlowTrace")
                  .withData(
                      "application/json",
                      Posting.bytes(TRACE.formatted("Started", "").replace(" +00:00", ""))));
      assertThat(reason(posting, unzoned)).contains("data.time", "offset");
      assertThat(
              reason(posting, trace("Started", ",\"Properties\":{\"Data\":{\"Key\":{\"a\":1}}}")))
          .contains("data.Properties.Data.Key");
      assertThat(server.requests()).isEmpty();
    }
  }

  /** What is posted is what the Kafka channel writes: both have it from the mapping. */
  @Test
  void postsTheSameArrayOverHttps() throws Exception {
    TlsFiles receiver = TlsFiles.AUTHORITY.sign("traces", "EC", "ip:127.0.0.1");
    String flow =
        "{'chainId':'n','started':'event.time','step':{'id':'event.id','name':'n','status':'s'}}";
    String tls = "'tls':{'ca':'" + TlsFiles.AUTHORITY.certificate().replace("\n", "\\n") + "'}";
    EncodedEvent event = Posting.event("1", "{\"n\":\"c\",\"s\":\"Completed\"}");
    FlowMapping mapping =
        Objects.requireNonNull(
            FlowMapping.compile(
                new ObjectMapper().readTree(flow.replace('\'', '"')),
                "$",
                FlowFormat.V6,
                new Problems()));
    Rendering.Rendered expected =
        (Rendering.Rendered)
            mapping.render(new FilterInput(Topic.of("orders", "eu"), event), 10_000).rendering();
    try (RawServer server =
            RawServer.startTls(receiver.server(), false, RawServer.answering(202, ""));
        Posting posting = Posting.to(server, "'mode':'flow-traces','flow':" + flow + "," + tls)) {
      assertThat(posting.deliver(event).get(0)).isInstanceOf(Delivered.class);
      assertThat(server.requests().get(0).body().toByteArray())
          .isEqualTo(expected.json().toByteArray());
    }
  }

  private static String reason(Posting posting, EncodedEvent event) throws Exception {
    return ((Rejected) posting.deliver(event).get(0)).reason();
  }

  @Test
  void writesTheOlderModelOfEntriesToo() throws Exception {
    String error = ",\"Error\":{\"Code\":\"1\",\"Description\":\"no\"}";
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'flow-traces','format':'v5'")) {
      assertThat(posting.deliver(trace("Failed", error)).get(0)).isInstanceOf(Delivered.class);
      assertThat(server.requests().get(0).text())
          .isEqualTo(
              ("[{'Id':'1','Time':'2026-01-02 03:04:05 +00:00','ChainId':'c',"
                      + "'Step':{'Id':'s','Name':'Invoice','Status':'Failed'},"
                      + "'Error':{'Code':'1','Message':'no'},"
                      + "'Source':'https://shop.example/eu'}]")
                  .replace('\'', '"'));
    }
  }

  @Test
  void waitsWhereTheKeyCannotBeRead() throws Exception {
    Identity policy = new Identity.Sas("SendOnly", Secret.of(" "));
    try (RawServer hub = hub();
        Posting posting = Posting.as(policy, hub, "'mode':'flow-traces'")) {
      DeliveryResult result = posting.deliver(trace("Started", "")).get(0);
      assertThat(((Retry) result).reason()).contains("key: is empty");
      assertThat(hub.requests()).isEmpty();
    }
  }
}
