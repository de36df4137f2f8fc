package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.cli.Shell.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D6")
final class CheckCommandTest {

  private static final String HANDLER =
      "{\"type\": \"Handler\", \"parameters\": {\"name\": \"stock\"}}";

  @TempDir Path folder = Path.of("");
  private Shell shell = new Shell(folder);

  @BeforeEach
  void openShell() {
    shell = new Shell(folder);
  }

  private Result check(String... names) {
    String[] args = new String[names.length + 1];
    args[0] = "check";
    for (int i = 0; i < names.length; i++) {
      args[i + 1] = names[i].startsWith("-") ? names[i] : folder.resolve(names[i]).toString();
    }
    return shell.run(args);
  }

  @Test
  void goodFilesGetNoFault() {
    shell.writeFileEmitter("a", "");
    shell.writeFileEmitter("b", "");
    Result result = check("emitters");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("2 good definitions, 0 faults\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void everyFaultOfAFileIsPrintedWithItsPlace() {
    Path file = shell.write("bad.json", "{\n  \"type\": \"Fil\",\n  \"topcs\": []\n}\n");
    Result result = check("bad.json");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.messages()).hasSize(2);
    assertThat(result.err())
        .contains(file + ":2:11: $.type: ")
        .contains("did you mean \"File\"?")
        .contains(file + ":3:3: $.topcs: ")
        .contains("did you mean \"topics\"?");
    assertThat(result.out()).isEqualTo("0 good definitions, 2 faults\n");
  }

  @Test
  void faultsBetweenFilesOfAFolderAreFound() {
    shell.writeFileEmitter("a", "\"id\": \"same\",");
    shell.writeFileEmitter("b", "\"id\": \"same\",");
    shell.writeFileEmitter("c", "\"delivery\": {\"after\": [\"nobody\"]},");
    Result result = check("emitters");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("$.id: ").contains("a.json").contains("\"nobody\"");
    assertThat(result.messages()).hasSize(2);
  }

  @Test
  void filesNamedOneByOneMustNotShareAnId() {
    shell.writeFileEmitter("a", "\"id\": \"same\",");
    shell.writeFileEmitter("b", "\"id\": \"same\",");
    Result result = check("emitters/a.json", "emitters/b.json");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("the id \"same\" belongs to");
    assertThat(check("emitters/a.json", "emitters/a.json").status()).isZero();
  }

  @Test
  void whatIsNotThereIsAFault() {
    shell.write("empty/readme.txt", "");
    assertThat(check("nowhere.json").err()).contains("there is no such file");
    Result result = check("empty", "nowhere");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("no definition file").contains("there is no such file");
  }

  @Test
  @Tag("D5")
  void identitiesAndCatalogueAreCheckedToo() {
    shell.writeFileEmitter("a", "");
    shell.write("identities.json", "[]");
    shell.write("catalogue.json", "{");
    Result result =
        shell.run(
            "check",
            "--identities",
            folder.resolve("identities.json").toString(),
            "--catalogue",
            folder.resolve("catalogue.json").toString(),
            folder.resolve("emitters").toString());
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("identities.json:1:1").contains("catalogue.json:1:");
  }

  @Test
  @Tag("T5")
  void whatTheCatalogueDoesNotDeclareIsAFaultOfADefinition() {
    shell.write(
        "catalogue.json",
        "{\"orders\": {\"messages\": [{\"name\": \"order.placed\"}]}, \"stock\": {}}");
    shell.writeFileEmitter(
        "good", "\"topics\": [[\"orders\", \"eu\"]], \"messages\": [\"order.placed\"],");
    shell.writeFileEmitter("own", "\"topics\": [[\"emitter\"]],");
    shell.writeFileEmitter("everything", "\"messages\": [\"order.placed\"],");
    assertThat(checkDeclared().status()).isZero();
    shell.writeFileEmitter("topic", "\"topics\": [[\"order\"], [\"stock\"]],");
    shell.writeFileEmitter("type", "\"topics\": [[\"orders\"]], \"messages\": [\"order.plaecd\"],");
    shell.writeFileEmitter(
        "elsewhere", "\"topics\": [[\"stock\"]], \"messages\": [\"order.placed\"],");
    Result result = checkDeclared();
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err())
        .contains(
            "emitter \"topic\": the catalogue declares no topic \"order\"; did you mean"
                + " \"orders\"?",
            "emitter \"type\": the catalogue declares no type \"order.plaecd\" on its topics;"
                + " did you mean \"order.placed\"?",
            "emitter \"elsewhere\": the catalogue declares no type \"order.placed\" on its topics");
    assertThat(result.out()).contains("6 good definitions, 3 faults");
  }

  private Result checkDeclared() {
    return shell.run(
        "check",
        "--catalogue",
        folder.resolve("catalogue.json").toString(),
        folder.resolve("emitters").toString());
  }

  @Test
  void aWarningIsPrintedAndIsAFaultOnlyWhereAsked() {
    shell.writeFileEmitter("a", "\"topics\": [[\"orders\", \"*\"]],");
    shell.write("emitters/ORDERS.JSON", "{}");
    Result result = check("emitters");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("1 good definition, 0 faults, 2 warnings\n");
    assertThat(result.err())
        .containsPattern("a\\.json:\\d+:\\d+: warning: \\$\\.topics\\[0\\]\\[1\\]: found \"\\*\"")
        .contains("ORDERS.JSON: warning: $: passed over: ");
    assertThat(check("--strict", "emitters").status()).isEqualTo(ExitStatus.FAULT);
    assertThat(check("--strict", "emitters/a.json").status()).isEqualTo(ExitStatus.FAULT);
    shell.writeFileEmitter("a", "");
    assertThat(check("--strict", "emitters/a.json").status()).isZero();
  }

  @Test
  void aFolderWithoutADefinitionTellsWhatWasPassedOver() {
    shell.write("empty/ORDERS.JSON", "{}");
    Result result = check("empty");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("no definition file").contains("ORDERS.JSON: warning: ");
  }

  private Result checkWith(String events) {
    return shell.run(
        "check",
        "--events",
        shell.write("events.ndjson", events).toString(),
        folder.resolve("emitters").toString());
  }

  private static String event(String topic, String id, String data) {
    return Shell.line(topic, id).replace("\"data\":1", "\"data\":" + data);
  }

  @Test
  @Tag("D4")
  void aFilterThatNeverHasAnAnswerOnTheSampleEventsIsWarnedOf() {
    shell.writeFileEmitter("null", "\"topics\": [[\"a\"]], \"filter\": \"totl > 5\",");
    shell.writeFileEmitter("false", "\"filter\": \"total > 500\",");
    shell.writeFileEmitter("once", "\"filter\": \"rare > 5\",");
    shell.writeFileEmitter("elsewhere", "\"topics\": [[\"c\"]], \"filter\": \"totl > 5\",");
    shell.writeFileEmitter("part", "\"filter\": {\"any\": [\"total > 5\", \"totl > 5\"]},");
    shell.writeFileEmitter("failing", "\"filter\": \"name > 5\",");
    String events =
        event("a", "1", "{\"total\": 7, \"name\": \"x\"}")
            + event("a", "2", "{\"total\": 8, \"name\": \"y\"}")
            + event("b", "3", "{\"total\": 9, \"name\": \"z\", \"rare\": 1}");
    Result result = checkWith(events);
    assertThat(result.status()).isZero();
    assertThat(result.messages())
        .hasSize(3)
        .anyMatch(
            line ->
                line.startsWith(
                        "emitter \"null\": warning: $.filter: is null for every sample event that"
                            + " it is asked about (2): ")
                    && line.contains("totl"))
        .anyMatch(
            line -> line.startsWith("emitter \"part\": warning: $.filter: \"totl > 5\" is null"))
        .anyMatch(line -> line.startsWith("emitter \"failing\": warning: $.filter: fails for"));
    assertThat(result.out()).contains("6 good definitions, 0 faults, 3 warnings");
  }

  @Test
  void sampleEventsThatCannotBeReadAreFaults() {
    shell.writeFileEmitter("a", "\"filter\": \"total > 5\",");
    Result result = checkWith("{}\n" + event("a", "1", "{\"total\": 7}"));
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("events.ndjson:1: topic is missing");
    assertThat(result.out()).contains("1 good definition, 1 fault");
    assertThat(check("--events=nowhere", "emitters").err()).contains("there is no such file");
  }

  @Test
  void nothingToCheckIsAMisuse() {
    assertThat(shell.run("check").status()).isEqualTo(ExitStatus.FAULT);
  }

  @Test
  void aHandlerOfTheApplicationIsTakenWithAWarning() {
    shell.writeFileEmitter("a", "");
    shell.write("emitters/b.json", HANDLER);
    Result result = check("emitters");
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("2 good definitions, 0 faults, 1 warning\n");
    assertThat(result.err())
        .contains("b.json:1:44: warning: $.parameters.name: no handler is registered as \"stock\"")
        .contains("check --handler \"stock\"");
    assertThat(check("--strict", "emitters").status()).isEqualTo(ExitStatus.FAULT);
  }

  @Test
  void handlersThatTheApplicationHasAreKnownByTheirNames() {
    shell.write("emitters/b.json", HANDLER);
    String file = shell.path("emitters").toString();
    Result known = shell.run("check", "--handler", "other", "--handler", "stock", file);
    assertThat(known.status()).isZero();
    assertThat(known.err()).isEmpty();
    Result misspelt = shell.run("check", "--handler", "stok", file);
    assertThat(misspelt.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(misspelt.err())
        .contains("$.parameters.name: no handler is registered as \"stock\"")
        .contains("did you mean \"stok\"?");
  }

  @Test
  void aBrokenFileKeepsNoneOfTheOthersFromBeingChecked() {
    shell.write("emitters/a.json", "{");
    shell.writeFileEmitter("b", "");
    shell.write("emitters/c.json", "{\"type\": \"Fil\"}");
    Result result = check("emitters");
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.out()).startsWith("1 good definition, ");
    assertThat(result.err()).contains("a.json:1:", "c.json:1:");
  }
}
