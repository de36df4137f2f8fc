package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Equality;
import dev.emitter.expressions.ExpressionBudget;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of an expression before it is evaluated. */
class CesqlStaticsTest {

  @Test
  void namesTheAttributesItReads() {
    assertThat(compile("TYPE = 'a' AND (EXISTS b OR LENGTH(c) IN (1, d))").attributes())
        .containsExactlyInAnyOrder("type", "b", "c", "d");
  }

  @Test
  void tellsTheTypeOfItsValues() {
    assertThat(compile("a = 1").resultType()).contains(CesqlType.BOOLEAN);
    assertThat(compile("a + 1").resultType()).contains(CesqlType.INTEGER);
    assertThat(compile("CONCAT(a)").resultType()).contains(CesqlType.STRING);
    assertThat(compile("a").resultType()).isEmpty();
  }

  @Test
  void warnsOfFunctionsThatThereAreNot() {
    assertThat(compile("FOO(1) OR SUBSTRING('a') = 'a'").warnings())
        .extracting(Object::toString)
        .containsExactly(
            "line 1, column 1: MissingFunctionError: there is no function FOO for a number of 1"
                + " arguments; the functions are ABS, BOOL, CONCAT, CONCAT_WS, INT, LEFT, LENGTH,"
                + " LOWER, RIGHT, STRING, SUBSTRING, TRIM, UPPER",
            "line 1, column 11: MissingFunctionError: there is no function SUBSTRING for a number"
                + " of 1 arguments; it takes 2 or 3");
    assertThat(compile("ABS(1)").warnings()).isEmpty();
  }

  @Test
  void findsEqualitiesOfConjuncts() {
    assertThat(
            compile("type = 'a' AND (source IN ('b', 'c') AND x > 1) AND ('d' = subject)")
                .equalities())
        .containsExactly(
            equality("type", "a"), equality("source", "b", "c"), equality("subject", "d"));
  }

  @Test
  void findsEqualitiesOfAlternativesForOneAttribute() {
    assertThat(compile("type = 'a' OR type = 'b' OR type IN ('c')").equalities())
        .containsExactly(equality("type", "a", "b", "c"));
  }

  @Test
  void appliesOperatorsFromLeftToRight() {
    assertThat(compile("a = 'x' OR b = 'y' AND c = 'z'").equalities())
        .containsExactly(equality("c", "z"));
  }

  @Test
  void knowsWhatCastsMakeOfAValue() {
    assertThat(compile("a = '5'").equalities())
        .containsExactly(equality("a", "5", new BigDecimal(5)));
    assertThat(compile("a = 'true'").equalities()).containsExactly(equality("a", "true", true));
    assertThat(compile("a = '05'").equalities()).containsExactly(equality("a", "05"));
    assertThat(compile("'05' = a").equalities())
        .containsExactly(equality("a", "05", new BigDecimal(5)));
    assertThat(compile("a IN (10, 'TRUE')").equalities())
        .containsExactly(equality("a", "10", BigDecimal.TEN.stripTrailingZeros(), true, "TRUE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = 5",
        "a = TRUE",
        "a = b",
        "a != 'x'",
        "a NOT IN ('x')",
        "NOT (a = 'x')",
        "a IN ('x', b)",
        "a = 'x' OR b = 'y'",
        "a = 'x' OR TRUE",
        "a = 'x' XOR b = 'y'",
        "UPPER(a) = 'X'",
        "a LIKE 'x'",
        "a = 'x' = TRUE",
        "a"
      })
  void findsNoEqualityWhereManyValuesMatch(String expression) {
    assertThat(compile(expression).equalities()).isEmpty();
  }

  private static Equality equality(String attribute, Object... values) {
    return new Equality(List.of(attribute), Set.of(values));
  }

  private static CesqlExpression compile(String expression) {
    return Cesql.compile(expression, ExpressionBudget.forUsers());
  }
}
