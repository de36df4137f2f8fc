package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code emitter run} posts flow traces to a receiver over HTTP. */
@Tag("C8")
final class FlowTracesRunTest {

  @TempDir Path folder = Path.of("");
  private final List<JsonNode> entries = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  FlowTracesRunTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void listen() {
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    RealEvents.JSON.readTree(body).forEach(entries::add);
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
  }

  @Test
  void sendsOfEachRealEventWhenItsRepositoryStartedAndWhatHappened() throws IOException {
    Shell shell = new Shell(folder);
    shell.write(
        "emitters/flows.json",
        """
        {"type": "Webhook", "topics": [["github"]], "filter": "repository != null",
         "parameters": {"url": "http://127.0.0.1:%d/", "mode": "flow-traces",
          "flow": {"chainId": "string(repository.id)", "started": "date and time(\\"2020-01-01T00:00:00Z\\")",
           "step": {"id": "event.id", "name": "repository.full_name", "status": "\\"Completed\\""},
           "properties": {"milestone": "event.type", "data": {"Stars": "repository.stargazers_count"}}}}}
        """
            .formatted(server.getAddress().getPort()));

    Shell.Result run =
        shell.run(
            "run",
            "--emitters",
            folder.resolve("emitters").toString(),
            RealEvents.file().toString());

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    List<JsonNode> events =
        RealEvents.events().stream()
            .filter(event -> event.at("/data/repository").isObject())
            .toList();
    assertThat(entries).hasSize(2 * events.size()).isNotEmpty();
    for (int i = 0; i < events.size(); i++) {
      JsonNode repository = events.get(i).at("/data/repository");
      JsonNode started = entries.get(2 * i);
      JsonNode completed = entries.get(2 * i + 1);
      assertThat(started.at("/Step/Status").asText()).isEqualTo("Started");
      assertThat(completed.at("/Step/Status").asText()).isEqualTo("Completed");
      assertThat(completed.at("/Step/Name").asText())
          .isEqualTo(repository.path("full_name").asText());
      assertThat(List.of(started.path("ChainId").asText(), completed.path("ChainId").asText()))
          .containsOnly(repository.path("id").asText());
      assertThat(completed.at("/Properties/Milestone")).isEqualTo(events.get(i).path("type"));
      assertThat(completed.at("/Properties/Data/Stars").asText())
          .isEqualTo(repository.path("stargazers_count").asText());
    }
  }
}
