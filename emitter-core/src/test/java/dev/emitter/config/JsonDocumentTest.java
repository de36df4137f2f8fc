package dev.emitter.config;

import static dev.emitter.config.Readers.bytes;
import static dev.emitter.config.Readers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.problem.Location;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("D6")
class JsonDocumentTest {

  @Test
  void locatesValuesAndNamesInCharacters() {
    JsonDocument document =
        JsonDocument.parse(
            "a.json",
            bytes("\uFEFF{\"\uD83D\uDE00\": [1,\r\n  {\"x y\" : \"\\u00e9\"}],\r\"z\":0}"));
    assertThat(document.root().path("z").intValue()).isZero();
    assertThat(document.locate("$")).isEqualTo(new Location("a.json", 1, 1));
    assertThat(document.locate("$[\"\uD83D\uDE00\"][0]")).isEqualTo(new Location("a.json", 1, 8));
    assertThat(document.locate("$[\"\uD83D\uDE00\"][1][\"x y\"]"))
        .isEqualTo(new Location("a.json", 2, 12));
    assertThat(document.locateName("$.z")).isEqualTo(new Location("a.json", 3, 1));
  }

  @Test
  void locatesWhatIsNotThereAtWhatEnclosesIt() {
    JsonDocument document = JsonDocument.parse("a.json", bytes("{\"a\":\n{\"b\":1}}"));
    assertThat(document.locate("$.a.c[3].d")).isEqualTo(new Location("a.json", 2, 1));
    assertThat(document.locate("elsewhere")).isEqualTo(new Location("a.json", 1, 1));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin = "{\"a\":\n \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(() -> JsonDocument.parse("a.json", latin)))
        .isEqualTo(
            """
            a.json is not JSON:
              a.json:2:3: $: found the byte 0xE9, which is not UTF-8 here (save the file as UTF-8)""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1,",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "{a:1}",
        "{'a':1}",
        "{} {}",
        "{}x",
        "tru",
        "True",
        "None",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "-",
        "\"a",
        "\"a\tb\"",
        "\"\\x\"",
        "\"\\u12\"",
        "{\"a\":1 \"b\":2}",
        "[1}",
        "{\"a\":1]",
        "#a",
        "/* a */{}",
        "{\"a\":1,\"a\":2}",
        "\"a\nb\""
      })
  void explainsWhateverIsNotJson(String text) {
    assertThat(refusal(() -> JsonDocument.parse("a.json", bytes(text))))
        .startsWith("a.json is not JSON:\n  a.json:")
        .doesNotContain("REDACTED", "Source", "line:")
        .matches("(?s).*a\\.json:\\d+:\\d+: .*");
  }

  @Test
  void boundsTheNesting() {
    assertThat(refusal(() -> JsonDocument.parse("a.json", bytes("[".repeat(100_000)))))
        .contains("nested deeper than 500 levels");
  }
}
