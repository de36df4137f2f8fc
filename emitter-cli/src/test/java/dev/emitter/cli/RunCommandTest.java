package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D2")
final class RunCommandTest {

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  private void writeEvents() {
    shell.write(
        "events.ndjson",
        Shell.line("a/x", "1")
            + Shell.line("b", "2")
            + Shell.line("a", "3")
            + Shell.line("c", "4"));
  }

  @Test
  @Tag("R1")
  void eachEmitterGetsItsEventsInOrder() {
    writeEvents();
    shell.writeFileEmitter("all", "");
    shell.writeFileEmitter("a", "\"topics\": [[\"a\"]],");
    Result result = shell.publish("events.ndjson");
    assertThat(result.status()).isZero();
    assertThat(shell.lines("all.log")).hasSize(4);
    assertThat(shell.lines("a.log")).hasSize(2);
    assertThat(shell.lines("a.log").get(0)).contains("\"id\":\"1\"");
    assertThat(shell.lines("a.log").get(1)).contains("\"id\":\"3\"");
  }

  @Test
  void theTableHasARowForEachEmitter() {
    writeEvents();
    shell.writeFileEmitter("all", "");
    shell.writeFileEmitter("some", "\"topics\": [[\"a\"]], \"messages\": [\"other\"],");
    Result result = shell.publish("events.ndjson");
    assertThat(result.out()).isEmpty();
    assertThat(result.messages().get(0))
        .isEqualTo("id    type  state   matched  delivered  filtered  retried  parked  last error");
    assertThat(result.messages().get(1))
        .isEqualTo("all   File  active        4          4         0        0       0");
    assertThat(result.messages().get(2))
        .isEqualTo("some  File  active        0          0         2        0       0");
    assertThat(result.messages().get(3)).startsWith("published 4 events, 0 bad lines, ");
    assertThat(result.messages()).hasSize(4);
  }

  @Test
  void theReportSaysTheSameAsJson() throws IOException {
    writeEvents();
    shell.writeFileEmitter("all", "");
    Files.writeString(folder.resolve("report.json"), "old");
    Result result =
        shell.publish("events.ndjson", "--report", folder.resolve("report.json").toString());
    assertThat(result.status()).isZero();
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(report.toString())
        .isEqualTo(
            """
            {"published":4,"emitters":[{"id":"all","type":"File","state":"active","matched":4,\
            "delivered":4,"filtered":0,"retried":0,"parked":0,"lastError":null}]}""");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("all.log", "emitters", "events.ndjson", "report.json");
    }
  }

  @Test
  @Tag("E2")
  void eventsWithoutASourceGetTheOneGiven() {
    shell.writeFileEmitter("all", "");
    shell.input("{\"topic\":[\"a\"],\"event\":{\"specversion\":\"1.0\",\"type\":\"t\"}}");
    assertThat(shell.publish(null, "--source", "urn:mine").status()).isZero();
    assertThat(shell.lines("all.log").get(0)).contains("\"source\":\"urn:mine\"");
  }

  @Test
  @Tag("D6")
  void nothingIsPublishedWhenADefinitionIsBad() {
    writeEvents();
    shell.writeFileEmitter("good", "");
    shell.write("emitters/bad1.json", "{\"type\": \"File\"}");
    shell.write("emitters/bad2.json", "{");
    Result result = shell.publish("events.ndjson");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("bad1.json:1:").contains("bad2.json:1:");
    assertThat(folder.resolve("good.log")).doesNotExist();
  }

  @Test
  @Tag("D6")
  void allFaultsAreToldAtOnce() {
    shell.write("emitters/bad.json", "{\"type\": \"File\"}");
    Result result =
        shell.publish("nowhere.ndjson", "--report", "/no/such/folder/x", "--catalogue", "none");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages()).hasSize(4);
    assertThat(result.err())
        .contains("nowhere.ndjson: there is no such file")
        .contains("report = /no/such/folder/x")
        .contains("catalogue = none")
        .contains("bad.json:1:");
  }

  @Test
  void aFolderWithoutDefinitionsIsAFault() throws IOException {
    writeEvents();
    assertThat(shell.publish("events.ndjson").err()).contains("there is no such folder");
    Files.createDirectory(folder.resolve("emitters"));
    Result result = shell.publish("events.ndjson");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("has no definition file (*.json)");
  }

  @Test
  void eventsThatNobodySelectsAreNoFault() {
    writeEvents();
    shell.writeFileEmitter("none", "\"topics\": [[\"elsewhere\"]],");
    assertThat(shell.publish("events.ndjson").status()).isZero();
  }

  @Test
  @Tag("T5")
  void aCatalogueReportsWhatItDoesNotDeclare() {
    writeEvents();
    shell.writeFileEmitter("all", "");
    shell.write("catalogue.json", "{\"a\": {\"messages\": [{\"name\": \"t\"}]}}");
    Result result =
        shell.publish("events.ndjson", "--catalogue", folder.resolve("catalogue.json").toString());
    assertThat(result.status()).isZero();
    assertThat(result.err())
        .contains("event 2 on topic [b]: not as the catalogue declares it: ")
        .contains("2 not as declared");
  }

  /** It once was a line for each, without limit. */
  @Test
  @Tag("T5")
  void onlyTheFirstUndeclaredEventsAreToldOneByOne() {
    shell.writeFileEmitter("all", "");
    shell.write("catalogue.json", "{\"a\": {\"messages\": [{\"name\": \"t\"}]}}");
    shell.write("many.ndjson", Shell.line("b", "x").repeat(50));
    Result result =
        shell.publish("many.ndjson", "--catalogue", folder.resolve("catalogue.json").toString());
    assertThat(result.status()).isZero();
    assertThat(result.messages().stream().filter(line -> line.startsWith("event x on topic")))
        .hasSize(UndeclaredEvents.MOST_TOLD);
    assertThat(result.messages())
        .containsOnlyOnce(
            "further events that are not as the catalogue declares them are only counted");
    assertThat(result.err()).contains("50 not as declared");
  }
}
