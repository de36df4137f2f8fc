package dev.emitter.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of the pages finds what is wrong, and names where. */
final class PageCheckTest {

  @TempDir Path folder = Path.of("");

  private List<String> faults(String... lines) throws IOException {
    try (PageCheck check = new PageCheck(Page.ROOT, folder)) {
      return check.faults(Page.of("docs/page.md", String.join("\n", lines)));
    }
  }

  @Test
  void takesAPageWithoutFaults() throws IOException {
    assertThat(
            faults(
                "# A page",
                "[Here](#a-page), [there](webhook.md#signatures), [out](https://example.com/x)",
                "<!-- java",
                "import dev.emitter.topic.Topic;",
                "-->",
                "```java",
                "Topic topic = Topic.of(\"orders\");",
                "```",
                "```json",
                "{\"type\": \"Console\"}",
                "```",
                "```sh",
                "./emitter check examples/quickstart/emitters # and more",
                "```"))
        .isEmpty();
  }

  @Test
  void findsJavaThatDoesNotCompile() throws IOException {
    assertThat(faults("words", "```java", "String name = 1;", "```"))
        .singleElement()
        .asString()
        .startsWith("docs/page.md:3: in \"String name = 1;\": ")
        .contains("int cannot be converted to java.lang.String");
  }

  @Test
  void findsJavaThatUsesWhatIsDeprecated() throws IOException {
    assertThat(faults("```java", "new Integer(1).toString();", "```"))
        .anySatisfy(fault -> assertThat(fault).contains("Integer"));
  }

  @Test
  void givesContextToTheNextSnippetOnly() throws IOException {
    assertThat(
            faults(
                "<!-- java",
                "int total = 1;",
                "-->",
                "```java",
                "int twice = 2 * total;",
                "```",
                "```java",
                "int thrice = 3 * total;",
                "```"))
        .singleElement()
        .asString()
        .startsWith("docs/page.md:8: ")
        .contains("cannot find symbol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { int one() { return 1; } }",
        "@Deprecated\nfinal class A {}\nrecord B() {}",
        "record Order(int total) {}\nOrder order = new Order(1);",
        "@Override\npublic String toString() {\n  return \"\";\n}",
        "static int one() {\n  return 1;\n}",
        "java.nio.file.Files.readString(java.nio.file.Path.of(\"a\"));",
      })
  void takesFilesStatementsAndMembers(String java) throws IOException {
    assertThat(faults("```java", java, "```")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"Consol\"}",
        "{\"type\": \"Console\", \"filter\": \"amount ==\"}",
        "{\"type\": \"Console\"",
        "{\"type\": \"Webhook\", \"parameters\": {\"url\": 1}}",
        "{\"type\": \"Console\", \"identityRef\": \"nobody\"}",
      })
  void findsDefinitionsThatDoNotLoad(String json) throws IOException {
    assertThat(faults("```json", json, "```"))
        .isNotEmpty()
        .allSatisfy(fault -> assertThat(fault).startsWith("docs/page.md:2: "));
  }

  @Test
  void findsADefinitionThatIsShownAsRefusedButIsNot() throws IOException {
    assertThat(faults("```json refused", "{\"type\": \"Console\"}", "```"))
        .containsExactly("docs/page.md:2: is shown as refused, but is not");
  }

  @Test
  void definitionsMayReferToTheIdentitiesAboveThem() throws IOException {
    String definition =
        "{\"type\":\"Webhook\",\"topics\":[[\"a\"]],\"identityRef\":\"b\","
            + "\"parameters\":{\"url\":\"https://a.example\"}}";
    String identities = "{\"b\": {\"type\": \"bearer\", \"token\": \"${env:T}\"}}";

    assertThat(faults("<!-- json identities", identities, "-->", "```json", definition, "```"))
        .isEmpty();
    assertThat(faults("```json", definition, "```")).isNotEmpty();
  }

  @Test
  void findsCommandsThatAreNotUnderstood() throws IOException {
    assertThat(
            faults(
                "```sh",
                "./emitter run --emitters x --quickly events.ndjson",
                "./emitter sing",
                "./emitter log list --data x --emitters y >out 2>&1",
                "./examples/run nothing",
                "make gold",
                "mvn -B -pl emitter-gold -am verify",
                "```"))
        .hasSize(5)
        .anySatisfy(fault -> assertThat(fault).contains("--quickly"))
        .anySatisfy(fault -> assertThat(fault).contains("sing"))
        .anySatisfy(fault -> assertThat(fault).contains("no such example"))
        .anySatisfy(fault -> assertThat(fault).contains("no target gold"))
        .anySatisfy(fault -> assertThat(fault).contains("no module emitter-gold"));
  }

  @Test
  void findsOptionsInASummaryThatAreNone() throws IOException {
    assertThat(
            faults(
                "```text",
                "./emitter run --emitters DIR [--quickly]",
                "              [--slowly] [--follow]",
                "./emitter log list|show --data DIR ...",
                "```"))
        .containsExactly(
            "docs/page.md:2: there is no option --quickly",
            "docs/page.md:2: there is no option --slowly");
  }

  @Test
  void findsLinksThatLeadNowhere() throws IOException {
    assertThat(
            faults(
                "# Same", "# Same", "[a](#same-1) [b](#other)", "[`c`](none.md) [d](kafka.md#x)"))
        .hasSize(3)
        .anySatisfy(fault -> assertThat(fault).startsWith("docs/page.md:3: #other: there is no"))
        .anySatisfy(fault -> assertThat(fault).startsWith("docs/page.md:4: none.md: there is no"))
        .anySatisfy(fault -> assertThat(fault).startsWith("docs/page.md:4: kafka.md#x: "));
  }

  @Test
  void findsABlockThatDiffersFromItsSource() throws IOException {
    String source = "<!-- source emitter-docs/pom.xml -->";

    assertThat(faults(source, "```xml", "<artifactId>emitter-docs</artifactId>", "```")).isEmpty();
    assertThat(faults(source, "```xml", "<artifactId>other</artifactId>", "```"))
        .containsExactly(
            "docs/page.md:3: this does not stand in emitter-docs/pom.xml; copy it from there anew");
  }

  @Test
  void findsOtherFaultsOfBlocks() throws IOException {
    assertThat(faults("```feel", "amount ==", "```")).hasSize(1);
    assertThat(faults("```feel refused", "amount = 1", "```")).hasSize(1);
    assertThat(faults("```sql", "type LIKE", "```")).hasSize(1);
    assertThat(faults("```xml", "<a>", "```")).hasSize(1);
    assertThat(faults("```cobol", "STOP RUN.", "```"))
        .containsExactly("docs/page.md:2: \"cobol\" is no language that this test knows");
    assertThat(faults("```json poem", "{}", "```")).hasSize(1);
    assertThat(faults("```sh", "echo 'a", "```")).hasSize(1);
  }

  @Test
  void findsPagesThatAreAdded() throws IOException {
    Files.createDirectories(folder.resolve("project/docs/deep"));
    Files.createDirectories(folder.resolve("project/examples/one"));
    for (String name : List.of("README.md", "docs/deep/a.md", "examples/one/README.md")) {
      Files.writeString(folder.resolve("project").resolve(name), "# A page\n");
    }

    assertThat(Page.all(folder.resolve("project")))
        .extracting(Page::name)
        .containsExactly("README.md", "docs/deep/a.md", "examples/one/README.md");
  }

  @Test
  void readsCommandsAsAShellWould() {
    assertThat(
            ShellWords.commands(
                """
                cat > a.txt <<'EOF'
                not a command
                EOF
                ./emitter filter 'a = "b"' events.ndjson 2>err | sort # at last
                one \\
                  two && three
                """))
        .containsExactly(
            List.of("cat"),
            List.of("./emitter", "filter", "a = \"b\"", "events.ndjson"),
            List.of("sort"),
            List.of("one", "two"),
            List.of("three"));
  }
}
