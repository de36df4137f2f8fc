package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MINUTE;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.emitter.Emitters;
import dev.emitter.flow.FlowStep;
import dev.emitter.flow.FlowTraces;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code emitter flow} on a log that a run has left. */
@Tag("R4")
final class FlowCommandTest {

  @TempDir Path folder = Path.of("");
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 202;

  FlowCommandTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void prepare() {
    server.createContext("/", this::take);
    server.start();
    Shell shell = new Shell(folder);
    String mapping =
        "\"mapping\": {\"domain\": \"Invoicing\", \"service\": \"Invoices\", \"action\": \"New\","
            + " \"version\": \"1\"}";
    shell.write(
        "flows/invoices.json",
        """
        {%s, "resume": {"url": "http://127.0.0.1:%d/resume", "headers": {"X-Key": "abcdef"}},
         "resubmit": {"url": "http://127.0.0.1:%d/resubmit"}}
        """
            .formatted(mapping, server.getAddress().getPort(), server.getAddress().getPort()));
    try (Emitters emitters =
        Emitters.builder().log(DiskEventLog.open(folder.resolve("data"))).start()) {
      FlowTraces flows = FlowTraces.of(emitters, Topic.of("flows"));
      try (FlowStep step =
          flows.chain("failed").mappings("Invoicing", "New", "Invoices", "1").start("Invoice")) {
        step.start("Send").failed("503", "nobody\nthere");
        step.completed();
      }
      flows
          .chain("good")
          .mappings("Invoicing", "New", "Invoices", "1")
          .start("Invoice")
          .completed();
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("POST")) {
      bodies.add(RealEvents.JSON.readTree(body));
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private Shell.Result flow(String... arguments) {
    List<String> all = new ArrayList<>(List.of("flow", arguments[0]));
    if (!arguments[0].equals("check")) {
      all.addAll(List.of("--data", folder.resolve("data").toString()));
    }
    if (!arguments[0].equals("show")) {
      all.addAll(List.of("--flows", folder.resolve("flows").toString()));
    }
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return new Shell(folder).run(all.toArray(String[]::new));
  }

  @Test
  void showsHowChainsStand() throws IOException {
    Shell.Result shown = flow("show", "failed", "good");
    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out().lines().map(line -> line.replaceAll("\\([-0-9a-f]{36}\\)", "(..)")))
        .containsExactly(
            "failed: Failed (Invoicing, Invoices, New, 1)",
            "  Invoice: Completed (..)",
            "    Send: Failed (..): nobody\\nthere",
            "good: Completed (Invoicing, Invoices, New, 1)",
            "  Invoice: Completed (..)");
    JsonNode json = RealEvents.JSON.readTree(flow("show", "--json", "failed").out());
    assertThat(json.at("/steps/0/steps/0/status").asText()).isEqualTo("Failed");
    assertThat(json.at("/cut").asBoolean()).isFalse();
    Shell.Result none = flow("show", "none");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .contains("chain = none: the log has no entry of it")
        .doesNotContain("the log begins");
  }

  @Test
  void saysThatRetentionHasCutAChain() {
    DiskEventLog small =
        DiskEventLog.builder(folder.resolve("small")).segmentBytes(4_096).maxBytes(16_384).open();
    try (Emitters emitters = Emitters.builder().log(small).start()) {
      FlowStep step = FlowTraces.of(emitters, Topic.of("flows")).chain("old").start("Invoice");
      for (int i = 0; i < 60; i++) {
        step.text("x".repeat(1_000)).active();
      }
      step.failed("1", "no");
      await().atMost(ONE_MINUTE).until(() -> SequencePosition.of(small.start()) > 0);
    }
    Shell.Result shown =
        new Shell(folder).run("flow", "show", "--data", folder.resolve("small").toString(), "old");
    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("cut by retention; the log begins at 20", "missing: the start of step Invoice");
  }

  @Test
  void resumesAndResubmits() {
    Shell.Result resumed = flow("resume", "--http-on-loopback", "failed");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.out())
        .contains("failed: sent 1 record of flow invoices, answered with status 202");
    Shell.Result again = flow("resubmit", "--http-on-loopback", "good", "failed");
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(bodies)
        .extracting(body -> body.at("/0/workflowName").asText())
        .containsExactly("Send", "Invoice", "Invoice");
    assertThat(keys).containsExactly("abcdef", "null", "null");
  }

  @Test
  void saysWhatCannotBeRunAgainAndWhatWasNotTaken() {
    Shell.Result refused = flow("resume", "--http-on-loopback", "good", "failed");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("chain good: it has not failed (Completed)");
    assertThat(bodies).hasSize(1);
    status = 500;
    Shell.Result untaken = flow("resume", "--http-on-loopback", "failed");
    assertThat(untaken.status()).isEqualTo(3);
    assertThat(untaken.err())
        .contains("chain failed: sent, but it may not have run: answered with status 500");
    Shell.Result plain = flow("resume", "failed");
    assertThat(plain.status()).isEqualTo(2);
    assertThat(plain.err()).contains("$.resume.url: must begin with https://");
  }

  @Test
  void leavesOutBrokenDefinitionsAndWorksOnTheOthers() {
    Shell shell = new Shell(folder);
    shell.write("emitters/bad.json", "{\"type\": \"Fil\"}");
    shell.write("flows/bad.json", "{\"mapping\": 1}");
    String emitters = folder.resolve("emitters").toString();

    Shell.Result shown = flow("show", "--emitters", emitters, "failed");
    assertThat(shown.status()).as(shown.err()).isZero();
    assertThat(shown.out()).startsWith("failed: Failed");
    assertThat(shown.messages()).singleElement().asString().startsWith("left out: ");

    Shell.Result resumed = flow("resume", "--http-on-loopback", "--emitters", emitters, "failed");
    assertThat(resumed.status()).as(resumed.err()).isZero();
    assertThat(resumed.messages())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).startsWith("left out: "))
        .anySatisfy(line -> assertThat(line).contains("flows/bad.json", "$.mapping"))
        .anySatisfy(line -> assertThat(line).contains("emitters/bad.json", "$.type"));
    Shell.Result again = flow("resubmit", "--http-on-loopback", "--emitters", emitters, "good");
    assertThat(again.status()).as(again.err()).isZero();
    assertThat(bodies).hasSize(2);

    // what judges flows refuses a broken one, as before
    assertThat(flow("check", "--http-on-loopback").status()).isEqualTo(ExitStatus.FAULT);
  }

  @Test
  void isAtAFaultWhereNoFlowCanBeUsed() {
    Shell shell = new Shell(folder);
    shell.write("flows/invoices.json", "{\"mapping\": 1}");
    Shell.Result resumed = flow("resume", "failed");
    assertThat(resumed.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(resumed.err())
        .contains("left out: ", "$.mapping")
        .contains("flows = " + folder.resolve("flows") + ": no flow can be used");
    assertThat(bodies).isEmpty();
  }

  @Test
  void triesTheAddresses() {
    Shell.Result reached = flow("check", "--http-on-loopback");
    assertThat(reached.status()).as(reached.err()).isZero();
    assertThat(reached.out())
        .contains("invoices: resume: reached: answered with status 202")
        .contains("invoices: resubmit: reached");
    assertThat(bodies).isEmpty();
    server.stop(0);
    Shell.Result gone = flow("check", "--http-on-loopback", "invoices");
    assertThat(gone.status()).isEqualTo(3);
    assertThat(gone.out()).contains("invoices: resume: refused: ");
    assertThat(flow("check", "--http-on-loopback", "other").err())
        .contains("flow = other: there is none; known are invoices");
  }

  @Test
  void saysWhatItDidNotCheck() throws IOException {
    Shell shell = new Shell(folder);
    Path none = Files.createDirectories(folder.resolve("none"));
    Shell.Result empty = shell.run("flow", "check", "--flows", none.toString());
    assertThat(empty.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(empty.err()).contains("flows = " + none + ": declares no flow");
    shell.write(
        "none/f.json",
        """
        {"mapping": {"domain": "d", "service": "s", "action": "a", "version": "v"}}
        """);
    Shell.Result without = shell.run("flow", "check", "--flows", none.toString());
    assertThat(without.status()).as(without.err()).isZero();
    assertThat(without.out())
        .contains("f: resume: not checked: the flow declares no address")
        .contains("f: resubmit: not checked: the flow declares no address");
  }
}
