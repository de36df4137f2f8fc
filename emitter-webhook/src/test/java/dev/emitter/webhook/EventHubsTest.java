package dev.emitter.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Flow traces to an event hub over HTTP: a receiver that lets in only whom the documented signature
 * lets in.
 */
@Tag("C8")
final class EventHubsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
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

  private static EncodedEvent entry(int number, String chain) throws JsonProcessingException {
    ObjectNode entry = (ObjectNode) JSON.readTree(TRACE.formatted("Active", ""));
    entry.put("ChainId", chain).withObject("/Step").put("Name", "step " + number);
    return Posting.complete(
        Posting.builder(Integer.toString(number))
            .withType("FlowTrace")
            .withData("application/json", JSON.writeValueAsBytes(entry)));
  }

  /** Puts requests into partitions as Event Hubs does: by their key, else one after the other. */
  private static List<List<JsonNode>> partitions(List<RawServer.Request> requests)
      throws JsonProcessingException {
    List<List<JsonNode>> partitions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      partitions.add(new ArrayList<>());
    }
    for (int i = 0; i < requests.size(); i++) {
      String key = partitionKey(requests.get(i));
      int partition = key == null ? i % 4 : Math.floorMod(key.hashCode(), 4);
      partitions.get(partition).add(JSON.readTree(requests.get(i).text()));
    }
    return partitions;
  }

  private static @Nullable String partitionKey(RawServer.Request request)
      throws JsonProcessingException {
    String properties = request.header("BrokerProperties");
    return properties == null ? null : JSON.readTree(properties).get("PartitionKey").textValue();
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
  void putsAllEntriesOfAChainIntoOnePartitionInOrder() throws Exception {
    Identity policy = new Identity.Sas("SendOnly", Secret.of(KEY));
    List<EncodedEvent> entries = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      entries.add(entry(i, "chain-" + i % 7));
    }
    try (RawServer hub = hub();
        Posting posting = Posting.as(policy, hub, "'mode':'flow-traces'")) {
      assertThat(posting.deliver(entries.toArray(EncodedEvent[]::new)))
          .hasSize(60)
          .allMatch(Delivered.class::isInstance);

      List<List<JsonNode>> partitions = partitions(hub.requests());
      assertThat(partitions.stream().filter(one -> !one.isEmpty())).hasSizeGreaterThan(1);
      for (int i = 0; i < 7; i++) {
        int number = i;
        String chain = "chain-" + i;
        List<String> steps =
            IntStream.range(0, 60).filter(n -> n % 7 == number).mapToObj(n -> "step " + n).toList();
        assertThat(partitions.stream().map(one -> steps(one, chain)).filter(one -> !one.isEmpty()))
            .containsExactly(steps);
      }
    }
  }

  private static List<String> steps(List<JsonNode> partition, String chain) {
    return partition.stream()
        .map(array -> array.get(0))
        .filter(entry -> entry.path("ChainId").asText().equals(chain))
        .map(entry -> entry.at("/Step/Name").asText())
        .toList();
  }

  @Test
  void takesThePartitionKeyFromTheFlow() throws Exception {
    String flow = "{'chainId':'n','step':{'id':'event.id','name':'n','status':'s'}}";
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'flow-traces','flow':" + flow)) {
      posting.deliver(Posting.event("1", "{\"n\":\"Größe \\\"1\\\"\",\"s\":\"Failed\"}"));
      String sent = String.valueOf(server.requests().get(0).header("BrokerProperties"));
      assertThat(sent).isEqualTo("{\"PartitionKey\":\"Gr\\u00F6\\u00DFe \\\"1\\\"\"}");
      assertThat(partitionKey(server.requests().get(0))).isEqualTo("Größe \"1\"");
    }
  }

  /** Event Hubs takes 128 characters. */
  @Test
  void shortensALongPartitionKeyAlwaysAlike() throws Exception {
    String longest = "c".repeat(128);
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'flow-traces'")) {
      posting.deliver(
          entry(1, longest),
          entry(2, longest + "d"),
          entry(3, longest + "e"),
          entry(4, longest + "d"));
      List<@Nullable String> keys = new ArrayList<>();
      for (RawServer.Request request : server.requests()) {
        keys.add(partitionKey(request));
      }
      assertThat(keys.get(0)).isEqualTo(longest);
      assertThat(keys.get(1)).hasSize(64).isEqualTo(keys.get(3)).isNotEqualTo(keys.get(2));
    }
  }

  @Test
  void leavesBrokerPropertiesThatADefinitionSetsItself() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting =
            Posting.to(server, "'mode':'flow-traces','headers':{'brokerproperties':'{}'}")) {
      posting.deliver(trace("Started", ""));
      assertThat(server.requests().get(0).header("BrokerProperties")).isEqualTo("{}");
    }
  }

  @Test
  void sendsBrokerPropertiesInThisModeAlone() throws Exception {
    try (RawServer server = Posting.accepting();
        Posting posting = Posting.to(server, "'mode':'mapped','body':{'a':'event.id'}")) {
      posting.deliver(trace("Started", ""));
      assertThat(server.requests().get(0).header("BrokerProperties")).isNull();
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
                JSON.readTree(flow.replace('\'', '"')), "$", FlowFormat.V6, new Problems()));
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
