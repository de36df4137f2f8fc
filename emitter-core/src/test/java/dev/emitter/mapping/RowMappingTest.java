package dev.emitter.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.filter.EventExpression;
import dev.emitter.mapping.RowMapping.LongText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of events, and what is said where there is none. */
@Tag("C5")
final class RowMappingTest {

  private static RowMapping mapping(LongText longText, boolean nulls, String... columns) {
    List<Column> all = new ArrayList<>();
    for (int i = 0; i < columns.length; i += 3) {
      all.add(
          new Column(
              columns[i],
              Objects.requireNonNull(ColumnType.of(columns[i + 1])),
              EventExpression.compile(columns[i + 2])));
    }
    return new RowMapping(all, longText, nulls);
  }

  private static String text(Row row) {
    return new String(row.json(), StandardCharsets.UTF_8);
  }

  @Test
  void escapesNamesAndText() throws Exception {
    RowMapping mapping = mapping(LongText.CUT, false, "a \"b\" é", "String", "text");

    assertThat(text(mapping.row(Inputs.of("{\"text\":\"1\\n\\\"2\\u0001 \uD83D\uDE00\"}"))))
        .isEqualTo("{\"a \\\"b\\\" é\":\"1\\n\\\"2\\u0001 \uD83D\uDE00\"}");
  }

  /** JSON can name half of a character, which UTF-8 cannot hold. */
  @Test
  void replacesHalvesOfCharacters() throws Exception {
    RowMapping mapping =
        mapping(LongText.CUT, false, "A", "String", "text", "B", "String", "[text]");

    assertThat(text(mapping.row(Inputs.of("{\"text\":\"x\\uD83D\"}"))))
        .isEqualTo("{\"A\":\"x?\",\"B\":\"[\\\"x?\\\"]\"}");
  }

  @Test
  void cutsNoCharacterInHalves() throws Exception {
    RowMapping mapping = mapping(LongText.CUT, false, "A", "String", "text");
    String long3999 = "x".repeat(3999);

    Row row = mapping.row(Inputs.of("{\"text\":\"" + long3999 + "\uD83D\uDE00\"}"));
    assertThat(text(row)).isEqualTo("{\"A\":\"" + long3999 + "\"}");
    assertThat(row.changes()).isEqualTo("cut to 4000 characters: A");
    assertThat(mapping.row(Inputs.of("{\"text\":\"" + long3999 + "x\"}")).changes()).isEmpty();
  }

  @Test
  void saysWhichColumnDidNotFitAndShowsNoValue() {
    RowMapping mapping = mapping(LongText.CUT, false, "A", "Int64", "text", "B", "Int64", "text");

    assertThatThrownBy(() -> mapping.row(Inputs.of("{\"text\":\"private\"}")))
        .hasMessage(
            "column \"A\": its lookup gave text, and Int64 takes a whole number between -2^63 and"
                + " 2^63, the ends left out; with onMismatch = \"null\" it would be stored as null")
        .hasMessageNotContaining("private");
    assertThatThrownBy(() -> mapping.row(Inputs.of("{\"text\":[1]}")))
        .hasMessageContaining("gave a list");
    assertThatThrownBy(() -> mapping.row(Inputs.of("{\"text\":{\"a\":1}}")))
        .hasMessageContaining("gave a context");
    assertThatThrownBy(() -> mapping.row(Inputs.of("{\"text\":true}")))
        .hasMessageContaining("gave a boolean");
  }

  @Test
  void tellsWhatBecameNull() throws Exception {
    RowMapping mapping =
        mapping(
            LongText.CUT, true, "A", "Int64", "text", "B", "Double", "1 / 0", "C", "Int64", "gone");

    Row row = mapping.row(Inputs.of("{\"text\":\"private\"}"));
    assertThat(text(row)).isEqualTo("{\"A\":null,\"B\":null,\"C\":null}");
    assertThat(row.changes()).isEqualTo("stored as null: A, B");
  }

  @Test
  void keepsLongTextOrRefusesIt() throws Exception {
    String longer = "x".repeat(4001);
    String data = "{\"text\":\"" + longer + "\"}";

    RowMapping keeping = mapping(LongText.KEEP, false, "A", "String", "text");
    Row row = keeping.row(Inputs.of(data));
    assertThat(text(row)).isEqualTo("{\"A\":\"" + longer + "\"}");
    assertThat(row.changes()).isEmpty();

    RowMapping refusing = mapping(LongText.REFUSE, false, "A", "String", "text");
    assertThatThrownBy(() -> refusing.row(Inputs.of(data)))
        .hasMessage(
            "column \"A\": its text has 4001 characters, 4000 are allowed; tooLong = \"cut\" would"
                + " cut it");
  }
}
