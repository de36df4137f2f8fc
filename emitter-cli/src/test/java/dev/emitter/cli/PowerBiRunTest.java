package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
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

  private static final String ROWS =
      "/v1.0/myorg/groups/" + PowerBiService.GROUP + "/datasets/d1/tables/Pushes/rows";

  @TempDir Path folder = Path.of("");
  private final List<JsonNode> rows = new CopyOnWriteArrayList<>();
  private PowerBiService service;

  @BeforeEach
  void listen() throws IOException {
    service = PowerBiService.start("t0ken", this::answer);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void answer(HttpExchange exchange, String path, String body) throws IOException {
    if (path.equals(ROWS) && service.isKnown(exchange)) {
      RealEvents.JSON.readTree(body).path("rows").forEach(rows::add);
      PowerBiService.reply(exchange, 200, "");
    } else {
      PowerBiService.describe(exchange, path, "GitHub", "Pushes");
    }
  }

  private Shell shell(String topic, String message, String columns) {
    Shell shell = new Shell(folder);
    service.writeIdentities(shell, "identities.json", "secret");
    service.writeDefinition(shell, topic, message, "GitHub", "Pushes", columns);
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
