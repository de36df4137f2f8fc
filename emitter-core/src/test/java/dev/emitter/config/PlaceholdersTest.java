package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.definition.Secret;
import dev.emitter.problem.EmitterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("D5")
class PlaceholdersTest {

  @TempDir Path folder;

  @Test
  void aSecretIsReadEachTimeAndNeverShown() throws IOException {
    Files.writeString(folder.resolve("key"), "one\r\n");
    Secret secret =
        Objects.requireNonNull(
            read("${file:key}", Map.of()).context().parameters().secret("secret"));
    assertThat(secret.reveal()).isEqualTo("one");
    Files.writeString(folder.resolve("key"), "two\n");
    assertThat(secret.reveal()).isEqualTo("two");
    Files.delete(folder.resolve("key"));
    assertThatThrownBy(secret::reveal)
        .isInstanceOf(EmitterException.class)
        .hasMessage("the file \"key\" does not exist");
    assertThat(secret).hasToString("****");
  }

  @Test
  void theMarkThatSomeEditorsPutBeforeATextIsNoPartOfASecret() throws IOException {
    Files.writeString(folder.resolve("key"), "\uFEFFone\r\n");
    Secret secret =
        Objects.requireNonNull(
            read("${file:key}", Map.of()).context().parameters().secret("secret"));
    assertThat(secret.reveal()).isEqualTo("one");
  }

  @Test
  void aVariableThatIsTakenAwayIsNamedWithoutItsValue() {
    Map<String, String> environment = new HashMap<>(Map.of("KEY", "hunter2"));
    Secret secret =
        Objects.requireNonNull(
            read("${env:KEY}", environment).context().parameters().secret("secret"));
    assertThat(secret.reveal()).isEqualTo("hunter2");
    environment.clear();
    assertThatThrownBy(secret::reveal)
        .hasMessage("the environment variable \"KEY\" is not set; set it");
  }

  @Test
  void aLiteralSecretIsTakenAsItIs() {
    Secret secret =
        Objects.requireNonNull(read("a$${b}", Map.of()).context().parameters().secret("secret"));
    assertThat(secret.reveal()).isEqualTo("a${b}");
  }

  @Test
  void whatAPlaceholderStandsForIsNeverInAMessage() {
    Map<String, String> environment = Map.of("KEY", "hunter2 is no address");
    assertThat(
            Readers.refusal(
                () ->
                    Readers.reader(environment)
                        .readSystem(
                            "a.json",
                            "a",
                            bytes("{\"type\":\"Hook\",\"parameters\":{\"url\":\"${env:KEY}\"}}"))))
        .contains("found \"${env:KEY}\"")
        .doesNotContain("hunter2");
  }

  private dev.emitter.channel.ResolvedEmitter read(String secret, Map<String, String> environment) {
    String json =
        "{\"type\":\"Hook\",\"parameters\":{\"url\":\"http://a\",\"secret\":\"" + secret + "\"}}";
    return Readers.reader(environment)
        .readSystem(folder.resolve("a.json").toString(), "a", bytes(json));
  }
}
