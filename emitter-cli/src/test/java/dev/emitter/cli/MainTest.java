package dev.emitter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.emitter.cli.Shell.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

  private final Shell shell = new Shell(Path.of("target"));

  @Test
  @Tag("R4")
  void schemaOfFlowsIsAnother() throws IOException {
    Result result = shell.run("schema", "--flows");
    assertThat(result.status()).isZero();
    var schema = new ObjectMapper().readTree(result.out());
    assertThat(schema.path("properties").has("resubmit")).isTrue();
  }

  @Test
  @Tag("D6")
  void schemaIsJsonAndNothingElse() throws IOException {
    Result result = shell.run("schema");
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    var schema = new ObjectMapper().readTree(result.out());
    assertThat(schema.path("$schema").asText()).contains("json-schema.org");
    assertThat(schema.path("properties").has("topics")).isTrue();
    assertThat(schema.path("allOf").toString()).contains("[Ff][Ii][Ll][Ee]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "chek", "run", "run --emitters", "check", "schema x", "run --drain x"})
  void misuseIsAFaultWithAHint(String args) {
    Result result = shell.run(args.isEmpty() ? new String[0] : args.split(" "));
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).containsAnyOf("--help", "Did you mean").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "run --help", "check --help", "schema --help", "--version"})
  void helpGoesToStandardOutput(String args) {
    Result result = shell.run(args.split(" "));
    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("emitter");
    assertThat(result.err()).isEmpty();
  }

  /** The process once waited for ever for the end of a command that had failed. */
  @Test
  @Tag("R1")
  void aCommandThatThrowsHasEndedToo() {
    PrintStream broken =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void flush() {
            throw new IllegalStateException("broken");
          }
        };
    Streams streams = new Streams(InputStream.nullInputStream(), broken, broken, Terminal.NONE);
    Termination termination = new Termination();
    assertThatThrownBy(() -> Main.runToEnd(List.of("schema"), streams, termination))
        .isInstanceOf(IllegalStateException.class);
    assertThat(termination.hasEnded()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "no scheme"})
  void aSourceMustBeAUri(String source) {
    Result result = shell.run("run", "--emitters", "x", "--source", source);
    assertThat(result.status()).isEqualTo(ExitStatus.FAULT);
    assertThat(result.err()).contains("is not a URI");
  }
}
