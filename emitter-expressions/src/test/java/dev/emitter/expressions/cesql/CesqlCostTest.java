package dev.emitter.expressions.cesql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.SharedSteps;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever reads a long attribute is charged for its length: all functions that there are. */
@Tag("safety")
final class CesqlCostTest {

  private static final String LONG = "ab ".repeat(100_000);
  private static final int CHARACTERS_PER_STEP = 64;
  private static final int STEPS = 1_000_000;
  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(16_384, 64, 4_096, 1_000, STEPS, 10_000, 10_000_000);

  /** A cast to a string passes the text on unread, and one to a boolean looks at its length. */
  static Stream<String> calls() {
    return Functions.all().stream()
        .filter(f -> !Set.of("STRING", "BOOL").contains(f.name()))
        .map(CesqlCostTest::call);
  }

  private static String call(Function function) {
    return IntStream.range(0, function.parameters().size())
        .mapToObj(i -> function.parameter(i) == CesqlType.INTEGER && i > 0 ? "5" : "long")
        .collect(Collectors.joining(", ", function.name() + "(", ")"));
  }

  static Stream<String> operations() {
    return Stream.of(
        "long = long",
        "long LIKE '%x%'",
        "long LIKE '%a_x%'",
        "long IN ('a', long)",
        "long + 1",
        "long < 5");
  }

  @ParameterizedTest
  @MethodSource({"calls", "operations"})
  void chargesForWhatItReads(String expression) {
    SharedSteps steps = new SharedSteps(STEPS);

    evaluate(expression, steps);

    assertThat(STEPS - steps.left())
        .as("steps of %s", expression)
        .isGreaterThanOrEqualTo(LONG.length() / CHARACTERS_PER_STEP);
  }

  @ParameterizedTest
  @MethodSource({"calls", "operations"})
  void stopsAtTheBudget(String expression) {
    SharedSteps steps = new SharedSteps(100);

    Evaluation evaluation = evaluate(expression, steps);

    assertThat(steps.left()).isZero();
    assertThat(evaluation.failure())
        .asString()
        .contains("evaluated together for an event took more than 100 steps");
  }

  private static Evaluation evaluate(String expression, SharedSteps steps) {
    return Cesql.compile(expression, BUDGET).evaluate(MapEvent.with(Map.of("long", LONG)), steps);
  }
}
