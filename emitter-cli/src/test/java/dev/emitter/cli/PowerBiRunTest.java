package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code emitter run} stores events as rows of a push dataset. */
@Tag("C5")
final class PowerBiRunTest {

  private static final String GROUP = "f089354e-8366-4e18-aea3-4cb4a3a50b48";

  @TempDir Path folder = Path.of("");
  private final List<JsonNode> rows = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  PowerBiRunTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void listen() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    boolean known = "Bearer t0ken".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (path.equals("/v1.0/myorg/groups/" + GROUP + "/datasets/d1/tables/Pushes/rows") && known) {
      RealEvents.JSON.readTree(body).path("rows").forEach(rows::add);
      exchange.sendResponseHeaders(200, -1);
    } else {
      String answer =
          path.equals("/token")
              ? "{\"access_token\":\"t0ken\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
              : path.endsWith("/tables")
                  ? "{\"value\":[{\"name\":\"Pushes\"}]}"
                  : "{\"value\":[{\"id\":\"d1\",\"name\":\"GitHub\"}]}";
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private Shell shell(String topic, String message, String columns) {
    String service = "http://127.0.0.1:" + server.getAddress().getPort();
    Shell shell = new Shell(folder);
    shell.write(
        "identities.json",
        """
        {"bi": {"type": "oauth2", "tokenUri": "%s/token", "clientId": "c", "clientSecret": "secret"}}
        """
            .formatted(service));
    shell.write(
        "emitters/pushes.json",
        """
        {"type": "PowerBI", "topics": [["%s"]], "messages": ["%s"], "identityRef": "bi",
         "parameters": {"id": "d1", "schema": "GitHub", "name": "Pushes", "group": "%s",
          "endpoint": "%s", "batch": {"wait": "0ms"}, "columns": [%s]}}
        """
            .formatted(topic, message, GROUP, service, columns));
    return shell;
  }

  private static String column(String name, String type, String lookup) {
    return "{\"name\": \"%s\", \"type\": \"%s\", \"lookup\": \"%s\"}".formatted(name, type, lookup);
  }

  private Shell.Result run(Shell shell, Path events) {
    return shell.run(
        "run",
        "--emitters",
        folder.resolve("emitters").toString(),
        "--identities",
        folder.resolve("identities.json").toString(),
        events.toString());
  }

  @Test
  void storesARowForEachEvent() {
    Shell shell = shell("x", "t", column("Id", "String", "event.id"));
    shell.write("events.ndjson", Shell.line("x", "1") + Shell.line("x", "2"));

    Shell.Result result = run(shell, shell.path("events.ndjson"));

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(rows).extracting(row -> row.path("Id").asText()).containsExactly("1", "2");
    assertThat(result.out() + result.err()).doesNotContain("t0ken", "secret");
  }

  @Test
  void storesTheRealEventsOfOneType() throws IOException {
    Path data = RealEvents.file();
    List<JsonNode> pushes =
        RealEvents.events().stream()
            .filter(event -> event.path("type").asText().equals("com.github.push"))
            .toList();
    Shell shell =
        shell(
            "github",
            "com.github.push",
            String.join(
                ",",
                column("Id", "String", "event.id"),
                column("At", "DateTime", "event.time"),
                column("Repository", "String", "repository.full_name"),
                column("Stars", "Int64", "repository.stargazers_count"),
                column("Forced", "Boolean", "forced"),
                column("Commits", "String", "for c in commits return c.id")));

    Shell.Result result = run(shell, data);

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(rows)
        .extracting(row -> row.path("Id").asText())
        .isEqualTo(pushes.stream().map(one -> one.path("id").asText()).toList())
        .isNotEmpty();
    assertThat(rows)
        .extracting(row -> row.path("Repository").asText())
        .isEqualTo(
            pushes.stream().map(one -> one.at("/data/repository/full_name").asText()).toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.path("Stars").isIntegralNumber()).isTrue());
  }
}
