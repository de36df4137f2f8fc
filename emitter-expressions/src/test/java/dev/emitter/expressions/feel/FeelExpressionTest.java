package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of an expression without evaluating it, and what an evaluation tells. */
class FeelExpressionTest {

  @Test
  void readsNothingButWhatItNeeds() {
    MapData data = new MapData(FeelCheck.DATA);

    compile("amount > 1000 and customer.tier = \"gold\" or name = \"x\"").evaluate(data);

    assertThat(data.read()).containsExactly("amount", "customer");
  }

  @Test
  void tellsThePathsItReads() {
    assertThat(compile("a.b.c > 1 and some l in lines satisfies l.qty > d[e = f.g]").paths())
        .containsExactlyInAnyOrder(
            List.of("a", "b", "c"), List.of("lines"), List.of("d"), List.of("e"), List.of("f"));
  }

  @Test
  void tellsEqualitiesOfItsConjuncts() {
    assertThat(
            compile(
                    "a.b = \"x\" and 2.0 = c and (d in (\"p\", \"q\") and e in [1, true]) and f > 1"
                        + " and (g = 1 or h = 2)")
                .equalities())
        .containsExactly(
            new Equality(List.of("a", "b"), Set.of("x")),
            new Equality(List.of("c"), Set.of(new BigDecimal("2"))),
            new Equality(List.of("d"), Set.of("p", "q")),
            new Equality(List.of("e"), Set.of(BigDecimal.ONE, true)));
  }

  @Test
  void tellsTheOperandsOfItsConjunction() {
    assertThat(
            compile(
                    """
                    a = 1 and (b = 2 or c = 3)
                    and // why
                      d between 1 and 2 and (e = 1 and f = 2)
                    """)
                .conjuncts())
        .containsExactly("a = 1", "(b = 2 or c = 3)", "d between 1 and 2", "(e = 1 and f = 2)");
    assertThat(compile("(a = 1 and b = \"x and y\")").conjuncts())
        .containsExactly("a = 1", "b = \"x and y\"");
    assertThat(compile("a = 1 or b = 2 and c = 3").conjuncts())
        .containsExactly("a = 1 or b = 2 and c = 3");
  }

  @Test
  void tellsNoEqualityUnderNegationOrDisjunction() {
    assertThat(compile("a = 1 or b = 2").equalities()).isEmpty();
    assertThat(compile("not(a = 1)").equalities()).isEmpty();
    assertThat(compile("a != 1 and b = null and c in (1, > 2)").equalities()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a > 1                                  | BOOLEAN
          a and b                                | BOOLEAN
          1 + 2 * 3                              | NUMBER
          "a" + "b"                              | STRING
          if a then 1 else 2                     | NUMBER
          count(a)                               | NUMBER
          for i in a return i                    | LIST
          date(a)                                | DATE
          null                                   | NULL
          {a: 1}                                 | CONTEXT
          """)
  void tellsItsTypeIfCertain(String source, FeelType type) {
    assertThat(compile(source).resultType()).contains(type);
  }

  @ParameterizedTest
  @CsvSource({"a", "a.b", "a + 1", "a + b", "if a then 1 else true", "sum(a)", "a[b]"})
  void tellsNoTypeIfUncertain(String source) {
    assertThat(compile(source).resultType()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing > 1             | line 1, column 1: missing is null or missing in the data
          name > 1                | line 1, column 6: a string > a number cannot be compared; convert the string with number(...)
          date > today()          | line 1, column 6: a string > a date cannot be compared; convert the string with date(...)
          today() - 30 > date     | line 1, column 9: a date - a number has no result; write duration("P1D") for a day, duration("PT1H") for an hour
          now() > today()         | line 1, column 7: a date and time > a date cannot be compared; compare its date with date(...)
          now() - date and time("2024-01-01T00:00:00") | line 1, column 7: a date and time - a date and time has no result; one has a zone and the other has none
          name + 1                | line 1, column 6: a string + a number has no result
          upper case(amount)      | line 1, column 11: upper case: "string" must be a string but is a number
          tags[7]                 | line 1, column 5: the list has no item 7
          for i in name..1 return i | line 1, column 1: only ranges of whole numbers and of dates can be iterated over
          matches(name, "(" + name) | line 1, column 8: the regular expression was refused: ")" is missing
          """)
  void givesAReasonForNull(String source, String reason) {
    Evaluation evaluation = FeelCheck.evaluate(source);

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.reasons().get(0)).asString().isEqualTo(reason);
  }

  @Test
  void testsTheInputOfUnaryTests() {
    FeelExpression tests =
        Feel.compileUnaryTests(
            "< 1, [5..7], 10, ? > 100", FeelCheck.OPTIONS, ExpressionBudget.forUsers());
    FeelExpression none =
        Feel.compileUnaryTests("not(1, 2)", FeelCheck.OPTIONS, ExpressionBudget.forUsers());

    assertThat(List.of(0, 5, 10, 101))
        .allMatch(n -> tests.evaluate(new MapData(Map.of("?", n))).isTrue());
    assertThat(List.of(2, 8)).noneMatch(n -> tests.evaluate(new MapData(Map.of("?", n))).isTrue());
    assertThat(none.evaluate(new MapData(Map.of("?", 3))).isTrue()).isTrue();
  }

  @Test
  void readsPeriodsThatAreYearsAndMonths() {
    int least = Integer.MIN_VALUE;

    assertThat(value(Period.of(1, 14, 0))).isEqualTo(Period.of(2, 2, 0));
    assertThat(value(Period.of(least, least, 0))).isNull();
    assertThat(value(Period.of(0, 1, 1))).isNull();
  }

  private static @Nullable Object value(Object data) {
    return compile("a").evaluate(new MapData(Map.of("a", data))).value();
  }

  private static FeelExpression compile(String source) {
    return Feel.compile(source, FeelCheck.OPTIONS, ExpressionBudget.forUsers());
  }
}
