package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import java.math.BigDecimal;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions give: the language by example, for clones without the conformance cases. */
class CesqlTest {

  private static final MapEvent EVENT =
      MapEvent.with(
          Map.of("subject", "Abc", "count", 5, "flag", true, "text", "7", "smile", "a😀b"));

  /** Of the last column, quotation marks make a string. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          TRUE                              | true
          'it\\'s'                          | "it's"
          "a\\"b"                           | "a"b"
          'a\\b\\\\'                        | "a\\b\\\\"
          -2147483648                       | -2147483648
          +5                                | 5
          4 -1                              | 3
          4-1                               | 3
          - 5                               | -5
          --5                               | 5
          -count                            | -5
          -7 / 2                            | -3
          -7 % 2                            | -1
          10 - 3 - 2                        | 5
          2 + 3 * 4                         | 14
          '2' * TRUE                        | 2
          subject                           | "Abc"
          SUBJECT                           | "Abc"
          count + text                      | 12
          count = '5'                       | true
          count = '05'                      | false
          '05' = count                      | true
          text = 7                          | true
          flag = 'true'                     | true
          flag = 3                          | false
          3 = flag                          | true
          'TRUE' = flag                     | true
          count <> 4                        | true
          count >= text                     | false
          1 < 2 = true                      | true
          EXISTS subject AND NOT EXISTS x   | true
          EXISTS id                         | true
          NOT flag                          | false
          NOT 0                             | true
          NOT 1                             | false
          NOT flag = false                  | true
          NOT (subject LIKE 'x')            | true
          TRUE OR FALSE AND FALSE           | false
          FALSE AND FALSE OR TRUE           | true
          TRUE XOR TRUE XOR TRUE            | true
          TRUE AND 5                        | true
          FALSE AND missing                 | false
          TRUE OR missing = 1               | true
          count IN (1, '5')                 | true
          text IN (7)                       | true
          text NOT IN (7, 8)                | false
          count IN (count + 1, count)       | true
          subject LIKE 'A%'                 | true
          subject LIKE 'a%'                 | false
          subject NOT LIKE '%z%'            | true
          smile LIKE 'a_b'                  | true
          smile LIKE 'a__b'                 | false
          LENGTH(smile)                     | 3
          LEFT(smile, 2)                    | "a😀"
          RIGHT(smile, 2)                   | "😀b"
          SUBSTRING(smile, -2)              | "😀b"
          SUBSTRING(smile, 2, 1)            | "😀"
          SUBSTRING('', 0)                  | ""
          SUBSTRING('abc', 2, 2147483647)   | "bc"
          CONCAT(1, true, 'x')              | "1truex"
          concat_ws('-', 1, 2, 3)           | "1-2-3"
          UPPER('straße')                   | "STRASSE"
          ABS('-3')                         | 3
          INT('+7') + INT(true)             | 8
          STRING(007)                       | "7"
          BOOL('tRuE')                      | true
          """)
  void gives(String expression, String expected) {
    Evaluation evaluation = evaluate(expression);

    Object value = evaluation.value();
    assertThat(value instanceof String ? "\"" + value + '"' : String.valueOf(value))
        .isEqualTo(expected);
    assertThat(evaluation.reasons()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          missing                           | false | MissingAttributeError
          missing != 1                      | false | MissingAttributeError
          missing OR TRUE                   | false | MissingAttributeError
          NOT missing                       | false | MissingAttributeError
          missing NOT LIKE 'a'              | false | MissingAttributeError
          missing NOT IN (1)                | false | MissingAttributeError
          5 IN (5, missing)                 | false | MissingAttributeError
          LENGTH(missing)                   | 0     | MissingAttributeError
          CONCAT('a', missing)              |       | MissingAttributeError
          1 / missing                       | 0     | MissingAttributeError
          1 / 0                             | 0     | MathError
          1 % 0                             | 0     | MathError
          1 / 0 + 1                         | 0     | MathError
          2147483647 + 1                    | 0     | MathError
          -2147483648 - 1                   | 0     | MathError
          65536 * 65536                     | 0     | MathError
          -2147483648 / -1                  | 0     | MathError
          --2147483648                      | 0     | MathError
          ABS(-2147483648)                  | 2147483647 | MathError
          INT('2147483648')                 | 0     | CastError
          INT('')                           | 0     | CastError
          INT('-')                          | 0     | CastError
          INT(' 1')                         | 0     | CastError
          INT('٣')                          | 0     | CastError
          BOOL('yes')                       | false | CastError
          1 + 'a'                           | 1     | CastError
          'a' AND TRUE                      | false | CastError
          'a' = 0                           | true  | CastError
          subject < 3                       | true  | CastError
          1 IN ('a', 1)                     | false | CastError
          NOT 'a'                           | true  | CastError
          NOT subject LIKE 'x'              | false | CastError
          NOT 10                            | true  | CastError
          FOO(1)                            | false | MissingFunctionError
          LENGTH()                          | false | MissingFunctionError
          LEFT('abc', -1)                   | abc   | FunctionEvaluationError
          RIGHT('abc', -1)                  | abc   | FunctionEvaluationError
          SUBSTRING('abc', 4)               |       | FunctionEvaluationError
          SUBSTRING('abc', 1, -1)           |       | FunctionEvaluationError
          """)
  void givesWithAnError(String expression, String expected, String kind) {
    Evaluation evaluation = evaluate(expression);

    assertThat(String.valueOf(evaluation.value())).isEqualTo(expected == null ? "" : expected);
    assertThat(evaluation.reasons())
        .singleElement()
        .satisfies(reason -> assertThat(reason.message()).startsWith(kind + ": "));
    assertThat(compile(expression).matches(EVENT)).isFalse();
  }

  private static Evaluation evaluate(String expression) {
    return compile(expression).evaluate(EVENT);
  }

  private static CesqlExpression compile(String expression) {
    return Cesql.compile(expression, ExpressionBudget.forUsers());
  }

  @Test
  void tellsWhereAnErrorIs() {
    Evaluation evaluation = evaluate("type = 't' AND\n  missing = 'x'");

    assertThat(evaluation.reasons())
        .extracting(Object::toString)
        .containsExactly(
            "line 2, column 3: MissingAttributeError: the event has no attribute missing;"
                + " EXISTS tells whether it has one");
  }

  @Test
  void readsAttributesOfOtherTypesAsStrings() {
    MapEvent event =
        MapEvent.with(
            Map.of(
                "time",
                OffsetDateTime.parse("2018-04-26T14:48:00+02:00"),
                "dataschema",
                URI.create("urn:x"),
                "long",
                5L,
                "large",
                5_000_000_000L,
                "decimal",
                new BigDecimal("1.50")));
    String expression = "CONCAT_WS(' ', time, dataschema, long + 1, large, decimal)";

    assertThat(compile(expression).evaluate(event).value())
        .isEqualTo("2018-04-26T14:48:00+02:00 urn:x 6 5000000000 1.50");
  }

  @Test
  void takesWhatCannotBeAnAttributeAsMissing() {
    MapEvent event = MapEvent.with(Map.of("list", List.of(1)));

    assertThat(compile("EXISTS list").matches(event)).isFalse();
  }

  @Test
  void trimsUnicodeWhiteSpaceButNoControlCharacters() {
    MapEvent event = MapEvent.with(Map.of("x", "\u2003\u00a0\u001fa b\u001f\u3000\n"));

    assertThat(compile("TRIM(x)").evaluate(event).value()).isEqualTo("\u001fa b\u001f");
  }

  @Test
  void matchesIfTrueAndNothingElse() {
    assertThat(compile("flag").matches(EVENT)).isTrue();
    assertThat(compile("NOT flag").matches(EVENT)).isFalse();
    assertThat(compile("1").matches(EVENT)).isFalse();
    assertThat(compile("'true'").matches(EVENT)).isFalse();
  }
}
