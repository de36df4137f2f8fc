package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random and mutated expressions: nothing but a value, an error or a refusal comes out. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CesqlFuzzTest {

  private static final int EXPRESSIONS = 10_000;

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "c",
          "type",
          "missing",
          "1",
          "0",
          "-1",
          "05",
          "'1'",
          "'05'",
          "'true'",
          "'TRUE'",
          "'x'",
          "\"y\"",
          "TRUE",
          "false",
          "(",
          ")",
          ",",
          "+",
          "-",
          "*",
          "/",
          "%",
          "=",
          "!=",
          "<>",
          "<",
          "<=",
          ">",
          ">=",
          "AND",
          "OR",
          "XOR",
          "NOT",
          "IN",
          "LIKE",
          "EXISTS",
          "'%_\\%'",
          "ABS(",
          "CONCAT(",
          "LEFT(",
          "SUBSTRING(",
          "INT(",
          "UPPER(",
          "NONE(",
          "2147483647",
          "\\",
          "'",
          "😀",
          "\u0000");

  private static final List<Object> VALUES =
      List.of("x", "1", "05", "true", "TRUE", "", 1, 0, 5, -1, Integer.MIN_VALUE, true, false);

  private final Random random = new Random(42);

  @Test
  void survivesRandomPieces() {
    int compiled = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      StringBuilder source = new StringBuilder();
      for (int pieces = random.nextInt(12) + 1; pieces > 0; pieces--) {
        source.append(pick(PIECES)).append(random.nextInt(4) == 0 ? "" : " ");
      }
      compiled += survives(source.toString()) ? 1 : 0;
    }
    assertThat(compiled).isPositive();
  }

  @Test
  void survivesMutations() {
    int compiled = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      StringBuilder source = new StringBuilder(expression(4));
      for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
        int at = random.nextInt(source.length());
        source.replace(at, Math.min(source.length(), at + random.nextInt(3)), pick(PIECES));
      }
      compiled += survives(source.toString()) ? 1 : 0;
    }
    assertThat(compiled).isGreaterThan(EXPRESSIONS / 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {64 * 1024})
  void survivesLongSources(int length) {
    for (int i = 0; i < 20; i++) {
      StringBuilder source = new StringBuilder(expression(3));
      while (source.length() < length) {
        source.append(' ').append(pick(PIECES)).append(' ').append(expression(3));
      }
      survives(source.toString());
    }
  }

  /** What is true satisfies the equalities and has read the attributes it told of. */
  private boolean survives(String source) {
    CesqlExpression expression;
    try {
      expression = Cesql.compile(source, ExpressionBudget.forOperators());
    } catch (ExpressionException e) {
      return false;
    }
    for (int i = 0; i < 5; i++) {
      MapEvent event =
          MapEvent.with(Map.of("a", pick(VALUES), "b", pick(VALUES), "c", pick(VALUES)));
      Evaluation evaluation = expression.evaluate(event);
      assertThat(expression.attributes()).as(source).containsAll(event.read());
      assertThat(evaluation.value()).as(source).isNotNull();
      expression
          .resultType()
          .ifPresent(
              type ->
                  assertThat(CesqlType.of(Objects.requireNonNull(evaluation.value())))
                      .as(source)
                      .isEqualTo(type));
      boolean matches = evaluation.isTrue() && evaluation.reasons().isEmpty();
      assertThat(expression.matches(event)).as(source).isEqualTo(matches);
      if (matches) {
        expression.equalities().forEach(e -> assertHolds(e, event, source));
      }
    }
    return true;
  }

  private static void assertHolds(Equality equality, MapEvent event, String source) {
    Object value = event.member(equality.path().get(0));
    Object indexed =
        value instanceof Integer integer ? BigDecimal.valueOf(integer).stripTrailingZeros() : value;
    assertThat(equality.values()).as(source).contains(Objects.requireNonNull(indexed));
  }

  private String expression(int depth) {
    if (depth == 0) {
      return random.nextBoolean()
          ? pick(List.of("a", "b", "c", "missing"))
          : pick(List.of("1", "0", "-1", "05", "'1'", "'05'", "'true'", "'TRUE'", "'x'", "TRUE"));
    }
    String left = expression(random.nextInt(depth));
    String right = expression(random.nextInt(depth));
    return switch (random.nextInt(8)) {
      case 0 -> left + " = " + right;
      case 1 -> left + " IN (" + right + ", " + expression(0) + ")";
      case 2 -> left + " AND " + right;
      case 3 -> left + " OR " + right;
      case 4 -> "(" + left + pick(List.of(" + ", " XOR ", " <> ", " < ", " / ")) + right + ")";
      case 5 -> pick(List.of("NOT ", "-", "EXISTS ", "")) + left;
      case 6 -> pick(List.of("INT(", "UPPER(", "LENGTH(", "BOOL(")) + left + ")";
      default -> left + pick(List.of(" LIKE '%1'", " NOT LIKE '_'", " AND a = 'x'"));
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
