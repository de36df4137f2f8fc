package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SharedSteps;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile expressions and data end within their budget, without an overflow or a hang. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CesqlSafetyTest {

  private static final ExpressionBudget USERS = ExpressionBudget.forUsers();
  private static final ExpressionBudget OPERATORS = ExpressionBudget.forOperators();
  private static final ExpressionBudget LARGEST =
      new ExpressionBudget(10_000_000, 256, 10_000_000, 1_000, 2_000_000, 100_000, 1_000_000);

  @ParameterizedTest
  @CsvSource({
    "(,true,)",
    "'NOT ',true,''",
    "-,x,''",
    "'- ',1,''",
    "ABS(,1,)",
    "'1 IN (',1,)",
    "'TRUE AND (',1,)"
  })
  void refusesDeepNesting(String open, String middle, String close) {
    for (int depth : new int[] {257, 100_000}) {
      String expression = open.repeat(depth) + middle + (close == null ? "" : close.repeat(depth));

      assertThatExceptionOfType(ExpressionException.class)
          .isThrownBy(() -> Cesql.compile(expression, LARGEST))
          .withMessageContaining("nesting deeper than 256");
      assertThatExceptionOfType(ExpressionException.class)
          .isThrownBy(() -> Cesql.compile(expression, USERS))
          .withMessageContaining("budget");
    }
  }

  @ParameterizedTest
  @CsvSource({"(,TRUE,)", "'NOT ',TRUE,''", "BOOL(,flag,)", "'TRUE AND (',flag,)"})
  void evaluatesNestingThatTheBudgetAllows(String open, String middle, String close) {
    String expression = open.repeat(198) + middle + (close == null ? "" : close.repeat(198));

    assertThat(evaluate(expression, OPERATORS).value()).isEqualTo(true);
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Cesql.compile(expression, USERS));
  }

  @Test
  void evaluatesTheLargestNestingOnADefaultStack() throws InterruptedException {
    String nested = "BOOL(1 = 1 AND 2 * 3 + 1 = 7 AND (".repeat(126) + "flag" + "))".repeat(126);
    boolean[] matched = new boolean[1];
    Thread thread =
        new Thread(null, () -> matched[0] = matches(nested, LARGEST), "default", 1024 * 1024);

    thread.start();
    thread.join();

    assertThat(matched[0]).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "' + ',one,20000",
    "' - ',one,-19998",
    "' OR ',off,false",
    "' AND ',flag,true",
    "' XOR ',flag,false",
    "' * ',one,1"
  })
  void evaluatesManyTerms(String operator, String term, String expected) {
    String expression = String.join(operator, Collections.nCopies(20_000, term));

    assertThat(evaluate(expression, OPERATORS).value()).hasToString(expected);
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Cesql.compile(expression, USERS));
  }

  @ParameterizedTest
  @ValueSource(strings = {" = TRUE", " LIKE 'true'", " IN (TRUE)", " NOT IN (FALSE)"})
  void boundsOperatorsInARow(String operator) {
    assertThat(evaluate("flag" + operator.repeat(200), USERS).value()).isEqualTo(true);
    assertThatExceptionOfType(ExpressionException.class)
        .isThrownBy(() -> Cesql.compile("flag" + operator.repeat(100_000), LARGEST))
        .withMessageContaining("nesting deeper");
  }

  @Test
  void boundsStringsThatDouble() {
    String doubled = "long";
    for (int i = 0; i < 10; i++) {
      doubled = "CONCAT(" + doubled + "," + doubled + ")";
    }

    Evaluation evaluation = evaluate(doubled, OPERATORS);

    assertThat(evaluation.value()).isEqualTo("");
    assertThat(evaluation.reasons())
        .singleElement()
        .hasToString(
            "line 1, column 1: GenericError: a string became longer than 1000000" + " characters");
  }

  @Test
  void boundsTheWorkOnStrings() {
    String expression = String.join(" AND ", Collections.nCopies(200, "UPPER(long) LIKE '%A'"));

    assertThat(evaluate(expression, USERS).reasons())
        .singleElement()
        .asString()
        .contains("more than 200000 steps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros + ", "INT(zeros) + ", "1 IN (zeros) OR 0 + ", "zeros = long OR "})
  void boundsTheWorkOnCasts(String term) {
    String expression = term.repeat(3_000 / 4) + "0";

    assertThat(evaluate(expression, USERS).reasons()).singleElement().asString().contains("steps");
  }

  @Test
  void boundsTheWorkOnSets() {
    String set = String.join(",", Collections.nCopies(2_500, "zeros"));

    assertThat(evaluate("long IN (" + set + ")", USERS).reasons())
        .singleElement()
        .asString()
        .contains("steps");
  }

  @ParameterizedTest
  @CsvSource({
    "%a%a%a%a%b,false",
    "%a%a%a%a%,true",
    "%aaaaaaaaaaaaaaaaaaaaaaaab%,false",
    "%a%a%_,true"
  })
  void matchesPatternsInLinearTime(String pattern, boolean expected) {
    for (int i = 0; i < 20; i++) {
      assertThat(evaluate("long LIKE '" + pattern + "'", USERS).value()).isEqualTo(expected);
    }
  }

  @Test
  void boundsPatternsThatAreNotLinear() {
    String pattern = "%" + "a_".repeat(3_000) + "b%";

    assertThat(evaluate("long LIKE '" + pattern + "'", USERS).reasons())
        .singleElement()
        .asString()
        .contains("steps");
  }

  @Test
  void chargesForEveryPartOfExpressionsThatShareTheirSteps() {
    CesqlExpression plain = Cesql.compile("one = 1" + " AND one = 1".repeat(99), USERS);
    SharedSteps steps = new SharedSteps(1_000);
    int evaluations = 0;
    while (plain.evaluate(MapEvent.with(Map.of("one", 1)), steps).isTrue()) {
      evaluations++;
    }

    assertThat(evaluations).isBetween(1, 10);
    assertThat(steps.left()).isZero();
    assertThat(plain.evaluate(MapEvent.with(Map.of("one", 1)), steps).reasons())
        .singleElement()
        .asString()
        .contains("evaluated together for an event took more than 1000 steps");
  }

  private static boolean matches(String expression, ExpressionBudget budget) {
    return evaluate(expression, budget).isTrue();
  }

  private static Evaluation evaluate(String expression, ExpressionBudget budget) {
    Map<String, Object> attributes =
        Map.of(
            "flag",
            true,
            "off",
            false,
            "one",
            1,
            "zeros",
            "0".repeat(60_000),
            "long",
            "a".repeat(60_000));
    return Cesql.compile(expression, budget).evaluate(MapEvent.with(attributes));
  }
}
