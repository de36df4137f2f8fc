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
            "emitter \"topic\": the catalogue declares no topic \"order\"; did you mean \"orders\"?",
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
  void nothingToCheckIsAMisuse() {
    assertThat(shell.run("check").status()).isEqualTo(ExitStatus.FAULT);
  }
}
