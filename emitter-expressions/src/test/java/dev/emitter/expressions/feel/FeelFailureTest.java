package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.Reason;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A null that somebody should mend is told from one that means missing data. */
@Tag("D4")
class FeelFailureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name and amount > 1                      | line 1, column 1: a string
          amount > 1 and name                      | line 1, column 16: a string
          amount < 1 or customer.tier              | line 1, column 15: a string
          amount > 1 and (amount < 1 or amount)    | line 1, column 31: a number
          amount > 1 and customer                  | line 1, column 16: a context
          amount > 1 and date("2024-01-01")        | line 1, column 16: a date
          true and 123                             | line 1, column 10: a number
          "true" or "true"                         | line 1, column 1: a string
          some l in lines satisfies l.qty          | line 1, column 27: a number
          every t in tags satisfies t              | line 1, column 27: a string
          """)
  void aValueThatIsNoBooleanIsAFailure(String source, String place) {
    Evaluation evaluation = FeelCheck.evaluate(source);

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.failure())
        .hasToString(place + " where true or false is needed; compare it with something");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount > 1 and tags   | ask with some, every, count(...) or list contains(...)
          amount > 1 and count  | call it with arguments in brackets
          not(name)             | not: a string where true or false is needed; compare it
          all(amount > 1, name) | all: a string where true or false is needed; compare it
          any(false, 5, null)   | any: a number where true or false is needed; compare it
          list replace(tags, function(item, new) item, "x") | list replace: "match" gave a string where
          """)
  void aFailureTellsWhatToDo(String source, String mend) {
    Evaluation evaluation = FeelCheck.evaluate(source);

    assertThat(evaluation.value()).isNull();
    assertThat(failure(evaluation).message()).contains(mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amount < 1 and name                                     | false
          name and amount < 1                                     | false
          amount > 1 or name                                      | true
          name or amount > 1                                      | true
          some x in ["a", true] satisfies x                       | true
          every x in ["a", false] satisfies x                     | false
          any("a", true)                                          | true
          all("a", false)                                         | false
          if name then 1 else 2                                   | 2
          count(lines["x"])                                       | 0
          [{f: 0}, {f: 1}, {f: 1}][f]                             | []
          [{f: 1}, {f: 1}][f]                                     | []
          [{f: true, n: 1}, {f: 2, n: 2}][f].n                    | [1]
          [10, 20, 30][amount - amount + 2]                       | 20
          [10, 20, 30][-1]                                        | 30
          lines[price + qty > 1][name]                            | []
          sort([2, 1], function(a, b) "x")                        | [2, 1]
          """)
  void aDecidedValueStays(String source, String value) {
    FeelCheck.table(source + " => " + value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if name then 1 else 2",
        "lines[name]",
        "count(lines[item.qty = 5 and name])",
        "sort([2, 1], function(a, b) \"x\")"
      })
  void aFailureIsToldThoughTheValueIsDecided(String source) {
    assertThat(failure(FeelCheck.evaluate(source)).message())
        .contains("a string where true or false is needed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lacking",
        "lacking and amount > 1",
        "lacking or amount < 1",
        "some l in lines satisfies l.lacking",
        "some l in lines satisfies l.lacking > 1",
        "not(lacking)",
        "not(lacking > 1)",
        "lacking > 5",
        "lacking + 1 > 5",
        "contains(lacking, \"a\")",
        "date(lacking) > date(2024, 1, 1)",
        "sum(lacking) > 1",
        "all(lines.lacking)",
        "any(lines.lacking)",
        "20 in [lacking..30]"
      })
  void missingDataIsNoFailure(String source) {
    Evaluation evaluation = FeelCheck.evaluate(source);

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.failure()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lacking and name",
        "name and lacking",
        "lacking > 1 or name > 1",
        "name > 1 or lacking > 1",
        "lacking > 1 or name + 1 = 2",
        "a > 1 or b > 1 or c > 1 or d > 1 or e > 1 or f > 1 or name"
      })
  void missingDataHidesNoFailure(String source) {
    assertThat(failure(FeelCheck.evaluate(source)).message()).contains("a string");
  }

  @Test
  void countsFewReasons() {
    assertThat(FeelCheck.evaluate("a > 1 or b > 1 or c > 1 or name or amount").reasons())
        .hasSize(5);
  }

  private static Reason failure(Evaluation evaluation) {
    return Objects.requireNonNull(evaluation.failure());
  }
}
