package dev.emitter.flow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.Emitters;
import dev.emitter.definition.FlowDefinition;
import dev.emitter.definition.FlowDefinition.Action;
import dev.emitter.definition.FlowStatus;
import dev.emitter.definition.Secret;
import dev.emitter.event.Presentation;
import dev.emitter.flow.ChainReader;
import dev.emitter.flow.FlowChain;
import dev.emitter.flow.FlowStep;
import dev.emitter.flow.FlowTraces;
import dev.emitter.flow.http.AddressCheck.Verdict;
import dev.emitter.http.RawServer;
import dev.emitter.http.TlsFiles;
import dev.emitter.log.EventLog;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.log.WhenFull;
import dev.emitter.problem.ConfigurationException;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chains are run again where their flow says, over real HTTPS. */
@Tag("R4")
@Timeout(240)
final class FlowsTest {

  private static final TlsFiles RECEIVER =
      TlsFiles.AUTHORITY.sign("flows", "EC", "dns:localhost,ip:127.0.0.1");
  private static final FlowDefinition.Mapping MAPPING =
      new FlowDefinition.Mapping("Invoicing", "New invoice", "Invoice system", "v1.2.3");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2023-08-08T09:05:05.372Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps what all emitters have settled, as a log on disk does. */
  private static final class Keeping extends ForwardingEventLog {

    Keeping(MemoryEventLog.Builder log) {
      super(log.clock(CLOCK).build());
    }

    @Override
    public void release(Position upTo) {}
  }

  private EventLog log = new Keeping(MemoryEventLog.builder());
  private Emitters emitters = Emitters.builder().log(log).start();

  @AfterEach
  void close() {
    emitters.close();
  }

  private FlowChain chain(String id) {
    return FlowTraces.of(emitters, Topic.of("flows"))
        .withClock(CLOCK)
        .chain(id)
        .mappings("Invoicing", "New invoice", "Invoice system", "v1.2.3");
  }

  private static RawServer receiver(int status, String body) throws IOException {
    return RawServer.startTls(RECEIVER.server(), false, RawServer.answering(status, body));
  }

  private static FlowDefinition.Address address(URI url, String... headers) {
    Map<String, Secret> all = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], Secret.of(headers[i + 1]));
    }
    return new FlowDefinition.Address(url, all);
  }

  private static FlowDefinition.Builder flow() {
    return FlowDefinition.builder("invoices", MAPPING);
  }

  private Flows flows(FlowDefinition.Builder flow) {
    return builder(flow).build();
  }

  private Flows.Builder builder(FlowDefinition.Builder flow) {
    return Flows.builder(List.of(flow.build()), ChainReader.of(log))
        .ca(TlsFiles.AUTHORITY.certificate())
        .timeout(Duration.ofSeconds(20));
  }

  private static <T> T got(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static List<RawServer.Request> posts(RawServer server) {
    return server.requests().stream().filter(one -> one.line().startsWith("POST ")).toList();
  }

  private static JsonNode records(RawServer server) throws IOException {
    assertThat(posts(server)).hasSize(1);
    return JSON.readTree(posts(server).get(0).text());
  }

  @Test
  void resubmitsAFinishedChainFromItsFirstStep() throws Exception {
    String stepId;
    try (FlowStep step = chain("order-1").start("Invoice")) {
      stepId = step.id();
      step.azure("/subscriptions/07459384/resourceGroups/some-group/x", "https://portal.azure.com");
      step.text("Some Event Text").data("Customer", 17);
      step.start("Send").completed();
      step.completed();
    }
    try (RawServer server = receiver(202, "taken");
        Flows flows =
            flows(
                flow()
                    .statusId(FlowStatus.COMPLETED, 7)
                    .userStatus(Action.RESUBMIT, 3)
                    .address(
                        Action.RESUBMIT,
                        address(server.uri("/in?a=b"), "X-Key", "abcdef", "x-key", "second"))
                    .address(Action.RESUME, address(server.uri("/other"))))) {
      FlowOutcome outcome = got(flows.resubmit("order-1"));

      assertThat(outcome)
          .isEqualTo(new FlowOutcome.Sent("invoices", List.of(stepId), 202, "taken"));
      RawServer.Request post = posts(server).get(0);
      assertThat(post.line()).isEqualTo("POST /in?a=b HTTP/1.1");
      assertThat(post.header("Content-Type")).isEqualTo("application/json");
      assertThat(post.headers().stream().filter(one -> one.name().equalsIgnoreCase("x-key")))
          .singleElement()
          .satisfies(header -> assertThat(header.value()).isEqualTo("abcdef"));
      JsonNode record = records(server).get(0);
      assertThat(record.toString()).isEqualTo(expected(stepId));
      assertThat(records(server)).hasSize(1);
    }
  }

  /** Written by hand, member by member, in the order of the documented record. */
  private String expected(String stepId) throws IOException {
    List<String> events =
        log.read(log.start(), 100).stream()
            .filter(
                one ->
                    new String(
                            Objects.requireNonNull(one.event().data(Presentation.PLAIN))
                                .toByteArray(),
                            StandardCharsets.UTF_8)
                        .contains("\"Status\":\"Completed\""))
            .map(one -> one.event().event().getId())
            .toList();
    return JSON.readTree(
            """
            {"id": "%s", "workflowEventId": "%s", "partitionKey": "%s", "workFlowRunId": "%s",
             "dateInserted": "2023-08-08T09:05:05.372Z", "parentWorkFlowRunId": "",
             "chainId": "order-1", "executionTime": "2023-08-08T09:05:05.372Z", "appName": null,
             "workflowName": "Invoice", "statusId": 7, "subscriptionId": "07459384",
             "resourceGroupName": "some-group", "triggerName": "manual", "userStatus": 3,
             "workFlowActionCount": 3, "errorInfo": "",
             "properties": {"x_iv_enqueued_time": "08/08/2023 09:05:05 +00:00",
              "x_iv_importjob_pickuptime": "08/08/2023 09:05:05", "Customer": "17",
              "Domain": "Invoicing", "Service": "Invoice system", "Action": "New invoice",
              "Version": "v1.2.3"},
             "source": "1", "eventText": "Some Event Text", "messageContentView": null,
             "actionName": null}
            """
                .formatted(id(stepId), events.get(1), stepId, stepId))
        .toString();
  }

  private static String id(String stepId) {
    try {
      byte[] digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(("order-1\n" + stepId).getBytes(StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(digest).substring(0, 24);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void resumesOfFailedStepsUnderAFailedOneTheOuterAlone() throws Exception {
    FlowStep parent = chain("order-1").start("Invoice");
    parent.start("First").failed("1", "no address");
    parent.start("Second").failed("2", "no amount");
    parent.failed("3", "two steps failed");
    try (RawServer server = receiver(200, "");
        Flows flows = flows(flow().address(Action.RESUME, address(server.uri("/resume"))))) {
      assertThat(got(flows.resume("order-1"))).isInstanceOf(FlowOutcome.Sent.class);
      JsonNode records = records(server);
      assertThat(records).hasSize(1);
      assertThat(records.at("/0/workflowName").asText()).isEqualTo("Invoice");
      assertThat(records.at("/0/errorInfo").asText()).isEqualTo("two steps failed");
      assertThat(records.at("/0/statusId").asInt()).isEqualTo(2);
      assertThat(records.at("/0/userStatus").asInt()).isEqualTo(1);
    }
  }

  @Test
  void resumesEachStepThatFailedUnderAGoodOne() throws Exception {
    try (FlowStep parent = chain("order-1").start("Invoice")) {
      parent.start("First").failed("1", "no address");
      parent.start("Good").completed();
      parent.start("Second").failed("2", "no amount");
      parent.completed();
    }
    try (RawServer server = receiver(200, "");
        Flows flows = flows(flow().address(Action.RESUME, address(server.uri("/resume"))))) {
      assertThat(got(flows.resume("order-1"))).isInstanceOf(FlowOutcome.Sent.class);
      JsonNode records = records(server);
      assertThat(records.findValuesAsText("workflowName")).containsExactly("First", "Second");
      String root = Objects.requireNonNull(flows.state("order-1").first()).id();
      assertThat(records.findValuesAsText("parentWorkFlowRunId")).containsExactly(root, root);
      assertThat(records.at("/0/id").asText())
          .matches("[0-9a-f]{24}")
          .isNotEqualTo(records.at("/1/id").asText());
    }
  }

  @Test
  void resumesNothingThatHasNotFailed() throws Exception {
    chain("order-1").start("Invoice").completed();
    chain("order-2").start("Invoice").failed("1", "no");
    FlowTraces.of(emitters, Topic.of("flows")).chain("order-3").start("A").failed("1", "no");
    try (RawServer server = receiver(200, "");
        Flows flows = flows(flow().address(Action.RESUME, address(server.uri("/resume"))))) {
      assertThat(refusal(flows.resume("order-1"))).contains("has not failed (Completed)");
      assertThat(refusal(flows.resubmit("order-2"))).contains("has no address", "add resubmit");
      assertThat(refusal(flows.resume("order-3"))).contains("no mapping");
      assertThat(refusal(flows.resume("none"))).contains("the log has no entry of it");
      assertThat(server.requests()).isEmpty();
    }
    FlowDefinition.Mapping other = new FlowDefinition.Mapping("a", "b", "c", "d");
    try (Flows flows = flows(FlowDefinition.builder("other", other))) {
      assertThat(refusal(flows.resume("order-2"))).contains("no flow is declared");
    }
  }

  private static String refusal(CompletionStage<FlowOutcome> stage) throws Exception {
    return ((FlowOutcome.Refused) got(stage)).reason();
  }

  @Test
  void runsNothingAgainThatRetentionHasCut() throws Exception {
    emitters.close();
    log = new Keeping(MemoryEventLog.builder().maxEvents(2).whenFull(WhenFull.DROP_OLDEST));
    emitters = Emitters.builder().log(log).start();
    FlowStep step = chain("order-1").start("Invoice");
    step.active();
    step.failed("1", "no");
    try (RawServer server = receiver(200, "");
        Flows flows =
            flows(
                flow()
                    .address(Action.RESUME, address(server.uri("/")))
                    .address(Action.RESUBMIT, address(server.uri("/"))))) {
      assertThat(refusal(flows.resume("order-1")))
          .contains("the log begins at 2023-08-08T", "the start of step Invoice");
      assertThat(refusal(flows.resubmit("order-1"))).contains("the log begins at");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void triesTheAddressFirstAndSendsNothingWhereNobodyIs() throws Exception {
    chain("order-1").start("Invoice").failed("1", "no");
    URI closed = URI.create("https://127.0.0.1:" + closedPort() + "/");
    try (Flows flows = flows(flow().address(Action.RESUME, address(closed)))) {
      FlowOutcome outcome = got(flows.resume("order-1"));
      assertThat(((FlowOutcome.Unreached) outcome).check().verdict()).isEqualTo(Verdict.REFUSED);
    }
    try (RawServer server = receiver(200, "");
        Flows flows = flows(flow().address(Action.RESUME, address(server.uri("/"))))) {
      got(flows.resume("order-1"));
      assertThat(server.requests())
          .extracting(one -> one.line().substring(0, one.line().indexOf(' ')))
          .containsExactly("OPTIONS", "POST");
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void tellsApartWhatKeepsAnAddressAway() throws Exception {
    assertThat(check(URI.create("https://no-such-host.invalid/")).verdict())
        .isEqualTo(Verdict.UNREACHABLE);
    assertThat(check(URI.create("https://127.0.0.1:" + closedPort() + "/")).verdict())
        .isEqualTo(Verdict.REFUSED);
    assertThat(check(URI.create("http://127.0.0.1:1/")).verdict()).isEqualTo(Verdict.NOT_HTTPS);
    RawServer.Behaviour taken =
        connection -> {
          assertThat(connection.socket().getInputStream().read()).isNotNegative();
          connection.answer(400, "");
        };
    try (RawServer plain = RawServer.start(taken)) {
      URI url = URI.create("https://127.0.0.1:" + plain.port() + "/");
      assertThat(check(url).verdict()).isEqualTo(Verdict.NOT_HTTPS);
    }
    TlsFiles stranger =
        TlsFiles.OTHER_AUTHORITY.sign("stranger", "EC", "dns:localhost,ip:127.0.0.1");
    try (RawServer server =
        RawServer.startTls(stranger.server(), false, RawServer.answering(200, ""))) {
      AddressCheck found = check(server.uri("/"));
      assertThat(found.verdict()).isEqualTo(Verdict.BAD_CERTIFICATE);
      assertThat(found.words()).contains("not from a trusted issuer");
    }
    TlsFiles elsewhere = TlsFiles.AUTHORITY.sign("elsewhere", "EC", "dns:other.example");
    try (RawServer server =
        RawServer.startTls(elsewhere.server(), false, RawServer.answering(200, ""))) {
      assertThat(check(server.uri("/")).verdict()).isEqualTo(Verdict.BAD_CERTIFICATE);
    }
    try (RawServer silent =
        RawServer.startTls(RECEIVER.server(), false, connection -> connection.read())) {
      assertThat(check(silent.uri("/")).verdict()).isEqualTo(Verdict.NO_ANSWER);
    }
    try (RawServer server = receiver(404, "")) {
      AddressCheck found = check(server.uri("/"));
      assertThat(found.verdict()).isEqualTo(Verdict.REACHED);
      assertThat(found.words()).contains("404");
    }
  }

  private AddressCheck check(URI url) throws Exception {
    FlowDefinition.Builder flow = flow().address(Action.RESUME, address(url));
    try (Flows flows = flows(flow)) {
      return got(flows.check(flow.build(), Action.RESUME));
    }
  }

  @Test
  void letsFlowsOfUsersReachPublicAddressesAlone() throws Exception {
    try (RawServer server = receiver(200, "")) {
      FlowDefinition.Builder flow =
          flow().owner("ann").address(Action.RESUME, address(server.uri("/")));
      try (Flows flows = flows(flow)) {
        assertThat(got(flows.check(flow.build(), Action.RESUME)).verdict())
            .isEqualTo(Verdict.NOT_ALLOWED);
        assertThat(server.accepted()).isZero();
      }
    }
  }

  @Test
  void takesHttpOfThisMachineOnlyIfAsked() throws Exception {
    chain("order-1").start("Invoice").failed("1", "no");
    try (RawServer server = RawServer.start(RawServer.answering(200, ""));
        Flows flows =
            builder(flow().address(Action.RESUME, address(server.uri("/"))))
                .allowHttpOnLoopback()
                .build()) {
      assertThat(got(flows.resume("order-1"))).isInstanceOf(FlowOutcome.Sent.class);
    }
    FlowDefinition.Builder flow =
        flow().address(Action.RESUME, address(URI.create("http://127.0.0.1.example/")));
    try (Flows flows = builder(flow).allowHttpOnLoopback().build()) {
      assertThat(got(flows.check(flow.build(), Action.RESUME)).verdict())
          .isEqualTo(Verdict.NOT_HTTPS);
    }
  }

  @Test
  void tellsThatAReceiverRefusesAndShowsNoSecretThatItRepeats() throws Exception {
    chain("order-1").start("Invoice").failed("1", "no");
    try (RawServer server = receiver(403, "bad key secret-4711");
        Flows flows =
            flows(
                flow().address(Action.RESUME, address(server.uri("/"), "X-Key", "secret-4711")))) {
      FlowOutcome outcome = got(flows.resume("order-1"));
      assertThat(outcome).isEqualTo(new FlowOutcome.Rejected(403, "bad key ****"));
      assertThat(posts(server).get(0).header("X-Key")).isEqualTo("secret-4711");
    }
  }

  @Test
  void sendsNothingWhereASecretIsNoHeader() throws Exception {
    chain("order-1").start("Invoice").failed("1", "no");
    try (RawServer server = receiver(200, "");
        Flows flows =
            flows(
                flow()
                    .address(Action.RESUME, address(server.uri("/"), "X-Key", "a\r\nX-More: b")))) {
      FlowOutcome outcome = got(flows.resume("order-1"));
      AddressCheck check = ((FlowOutcome.Unreached) outcome).check();
      assertThat(check.verdict()).isEqualTo(Verdict.NOT_SENT);
      assertThat(check.words()).contains("header X-Key").doesNotContain("X-More");
      assertThat(server.accepted()).isZero();
    }
  }

  @Test
  void refusesWhatIsNoCertificate() {
    assertThatThrownBy(() -> builder(flow()).ca("none").build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ca");
  }
}
