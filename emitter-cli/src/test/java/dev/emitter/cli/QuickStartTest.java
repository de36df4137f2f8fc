package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.emitter.cli.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first example that a newcomer runs. */
@Tag("U1")
final class QuickStartTest {

  private static final Path EXAMPLE =
      Path.of(System.getProperty("project.root", ".."), "examples", "quickstart");

  @TempDir Path folder = Path.of("");

  @BeforeEach
  void requireTheExample() {
    assumeTrue(Files.isDirectory(EXAMPLE), "the examples are not here");
  }

  @Test
  void itsDefinitionsHaveNoFault() {
    Result result = new Shell(folder).run("check", EXAMPLE.resolve("emitters").toString());
    assertThat(result.status()).as(result.err()).isZero();
  }

  @Test
  void itsEventsAreGoodAndEachOfItsDefinitionsNamesTheSchema() throws Exception {
    Shell shell = new Shell(folder);
    shell.writeFileEmitter("all", "");
    Result result = shell.publish(null, EXAMPLE.resolve("events.ndjson").toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(shell.lines("all.log")).hasSizeBetween(25, 40);
    try (var files = Files.list(EXAMPLE.resolve("emitters"))) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content()
                      .contains("\"$schema\": \"../../../docs/definition.schema.json\""));
    }
  }
}
