package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.CloudEventReader;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the recipe for Node-RED with Node-RED itself, which npm installs for this test: the webhook
 * of the page delivers the event of the page to a flow, and the flow has got what the page shows.
 */
@Tag("X2")
@Timeout(900)
final class NodeRedTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PACKAGE = "node-red@4";

  /** Node-RED takes the question for HTTP/2 for one for a web socket, and does not answer. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final String RECIPE = "node-red.example";

  /** Keeps what it gets, and shows it at another address. */
  private static final String FLOW =
      """
      [{"id": "tab", "type": "tab", "label": "orders"},
       {"id": "in", "type": "http in", "z": "tab", "url": "/orders", "method": "post",
        "wires": [["keep"]]},
       {"id": "keep", "type": "function", "z": "tab", "outputs": 1, "wires": [["out"]],
        "func": "const seen = global.get('seen') || []; seen.push({payload: msg.payload, delivery: msg.req.headers['emitter-delivery']}); global.set('seen', seen); msg.statusCode = 204; msg.payload = ''; return msg;"},
       {"id": "out", "type": "http response", "z": "tab", "wires": []},
       {"id": "ask", "type": "http in", "z": "tab", "url": "/seen", "method": "get",
        "wires": [["show"]]},
       {"id": "show", "type": "function", "z": "tab", "outputs": 1, "wires": [["answer"]],
        "func": "msg.payload = global.get('seen') || []; return msg;"},
       {"id": "answer", "type": "http response", "z": "tab", "wires": []}]
      """;

  private static final String SETTINGS =
      """
      module.exports = {
        uiHost: "127.0.0.1", uiPort: %d, httpAdminRoot: false, flowFile: "flows.json",
        credentialSecret: false, telemetry: {enabled: false, updateNotification: false},
        editorTheme: {tours: false}, logging: {console: {level: "info"}}
      };
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void aFlowGetsWhatThePageShows() throws Exception {
    assumeTrue(
        Boolean.getBoolean("nodeRed"), "installs Node-RED from npm: run it with -DnodeRed=true");
    run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE);
    int port = freePort();
    Files.writeString(folder.resolve("flows.json"), FLOW);
    Files.writeString(folder.resolve("settings.js"), SETTINGS.formatted(port));
    Process nodeRed =
        new ProcessBuilder(
                "node",
                folder.resolve("node_modules/node-red/red.js").toString(),
                "--userDir",
                folder.toString(),
                "--settings",
                folder.resolve("settings.js").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("node-red.txt").toFile())
            .start();
    try {
      URI at = URI.create("http://127.0.0.1:" + port + "/");
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(250))
          .until(() -> answers(nodeRed, at.resolve("seen")));
      deliver(at);
      JsonNode seen = JSON.readTree(get(at.resolve("seen")));
      assertThat(seen).hasSize(1);
      assertThat(seen.get(0).path("payload")).isEqualTo(JSON.readTree(block("rendered")));
      assertThat(seen.get(0).path("delivery").asText()).isNotEmpty();
    } finally {
      nodeRed.destroy();
      assertThat(nodeRed.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Publishes the event of the page to the definition of the page. */
  private static void deliver(URI at) throws IOException {
    JsonNode line = JSON.readTree(block("event"));
    ObjectNode parameters = (ObjectNode) JSON.readTree(block("")).path("parameters");
    parameters.put("url", at.resolve("orders").toString());
    List<String> topic = new ArrayList<>();
    line.path("topic").forEach(segment -> topic.add(segment.asText()));
    try (Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      emitters.register(
          EmitterDefinition.builder("node-red", "Webhook").parameters(parameters).build());
      emitters.publish(
          Topic.of(topic.toArray(String[]::new)),
          CloudEventReader.read(JSON.writeValueAsBytes(line.path("event"))));
      assertThat(emitters.awaitIdle(Duration.ofSeconds(60))).isTrue();
      assertThat(emitters.status("node-red").delivered()).isEqualTo(1);
    }
  }

  /** Returns the definition of the recipe, or what follows it. */
  private static String block(String kind) throws IOException {
    List<Block> blocks = Page.read("docs/mappings.md").blocks();
    int recipe = -1;
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).kind().isEmpty() && blocks.get(i).text().contains(RECIPE)) {
        recipe = i;
      }
    }
    assertThat(recipe).isNotNegative();
    return blocks.subList(recipe, blocks.size()).stream()
        .filter(block -> block.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private boolean answers(Process nodeRed, URI uri) throws IOException {
    assertThat(nodeRed.isAlive()).as(() -> said("node-red.txt")).isTrue();
    try {
      return get(uri).equals("[]");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String get(URI uri) throws IOException {
    try {
      return CLIENT
          .send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.txt").toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroy();
    }
    assertThat(process.exitValue()).as(() -> said("npm.txt")).isZero();
  }

  private String said(String file) {
    try {
      return Files.readAllLines(folder.resolve(file), StandardCharsets.UTF_8).stream()
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return Objects.toString(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
