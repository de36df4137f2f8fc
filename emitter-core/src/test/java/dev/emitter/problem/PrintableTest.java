package dev.emitter.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D6")
final class PrintableTest {

  private static final Map<String, String> SHOWN =
      Map.ofEntries(
          Map.entry("a\r\nb\tc", "a\\r\\nb\\tc"),
          Map.entry("\u001b[2J", "\\u001b[2J"),
          Map.entry("\u0000\u007f\u0085\u009b", "\\u0000\\u007f\\u0085\\u009b"),
          Map.entry("\u2028\u2029", "\\u2028\\u2029"),
          Map.entry("\u202a\u202e\u2066\u2069", "\\u202a\\u202e\\u2066\\u2069"),
          Map.entry("\u200e\u200f\u061c\ufeff\u200b", "\\u200e\\u200f\\u061c\\ufeff\\u200b"),
          Map.entry("x\ud83dy\ude00", "x\\ud83dy\\ude00"),
          Map.entry("\uffff", "\\uffff"),
          Map.entry("\udb40\udc41", "\\udb40\\udc41"));

  @Test
  void whatCannotBeSeenIsWrittenAsAnEscape() {
    SHOWN.forEach((text, shown) -> assertThat(Printable.line(text)).isEqualTo(shown));
  }

  @Test
  void whatCanBeSeenStaysTheSameObject() {
    for (String text : new String[] {"", "plain", "äöü 漢字 🙂 C:\\new", "עברית", "e\u0301"}) {
      assertThat(Printable.line(text)).isSameAs(text);
    }
  }

  @Test
  void doingItTwiceChangesNothing() {
    SHOWN.values().forEach(shown -> assertThat(Printable.line(shown)).isEqualTo(shown));
  }

  @Test
  void jsonMeansTheSameAndKeepsItsLines() {
    String json = "{\n  \"a\": \"\u202e\u2066\u0085\u001b\",\r\n\t\"b\": \"\ud83d\ude42\"\n}";
    assertThat(Printable.json(json))
        .isEqualTo("{\n  \"a\": \"\\u202e\\u2066\\u0085\\u001b\", \n \"b\": \"\ud83d\ude42\"\n}");
  }

  @Test
  void aNameWithSomethingUnseenIsFaultyAtItsPlace() {
    assertThat(Printable.fault("\ud83d\ude42ab\u202e"))
        .isEqualTo("character 4 is U+202E, a mark of direction, which cannot be seen; remove it");
    assertThat(Printable.fault("a\n")).contains("character 2 is U+000A, a control character");
    assertThat(Printable.fault("a\u2028")).contains("U+2028, a line break");
    assertThat(Printable.fault("\ud83d")).contains("U+D83D, an unpaired surrogate");
    assertThat(Printable.fault("\u200b")).contains("U+200B, a format character");
    assertThat(Printable.fault("\ufffe")).contains("U+FFFE, a noncharacter");
  }

  @Test
  void namesOfAnyLanguageAreNoFault() {
    for (String name :
        new String[] {"orders", "می\u200cخواهم", "क्\u200dष", "عربي", "a b\u00a0c"}) {
      assertThat(Printable.fault(name)).as(name).isNull();
    }
  }

  @Test
  void exceptionsAndProblemsSayNothingUnseen() {
    ConfigurationException refused =
        new ConfigurationException(
            "f\u202e has 2 faults:",
            java.util.List.of(
                Problem.at("$.a\nforged", "found \u001b[2J", "did you mean \u2066?"),
                Problem.at("$.b", "wrong").in(Location.ofFile("x\ry"))));
    assertThat(refused)
        .hasMessage(
            """
            f\\u202e has 2 faults:
              $.a\\nforged: found \\u001b[2J (did you mean \\u2066?)
              x\\ry: $.b: wrong""");
    assertThat(new EmitterException("a\nb")).hasMessage("a\\nb");
  }
}
