package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SharedSteps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile expressions and hostile data: each ends within its budget, with a refusal or with null
 * and a reason.
 */
@Tag("safety")
@Timeout(60)
class FeelSafetyTest {

  private static final List<ExpressionBudget> BUDGETS =
      List.of(ExpressionBudget.forUsers(), ExpressionBudget.forOperators());
  private static final ExpressionBudget HUGE_SOURCE =
      new ExpressionBudget(10_000_000, 256, 1_000_000, 5_000, 2_000_000, 100_000, 1_000_000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(|1|)",
        "[|1|]",
        "not(|true|)",
        "{a:|1|}",
        "if true then |1| else 2",
        "if |true| then 1 else 2",
        "-|1|",
        "abs(|1|)",
        "[1..|2|]",
        "function() |1|",
        "for i in |[1]| return i",
        "for i in [1] return |i|",
        "some i in [1] satisfies |true|",
        "a[|1|]",
        "1 in (|1|)",
        "1 + |2| * 3",
        "a.|b|.c",
        "|a|[1]",
        "|a|(1)",
        "|a| instance of number",
        "|1| in 2",
        "|1| = 1"
      })
  void refusesOrEvaluatesAnyNesting(String shape) {
    String[] parts = shape.split("\\|", -1);
    for (int depth : new int[] {10, 60, 200, 1_000, 100_000}) {
      String source = parts[0].repeat(depth) + parts[1] + parts[2].repeat(depth);
      for (ExpressionBudget budget : List.of(BUDGETS.get(0), BUDGETS.get(1), HUGE_SOURCE)) {
        evaluateOrRefuse(source, budget, Map.of());
      }
    }
  }

  @Test
  void evaluatesSumOfTwentyThousandTerms() {
    String sum = "1" + "+1".repeat(19_999);

    assertThat(evaluate(sum, ExpressionBudget.forOperators(), Map.of()).value()).isEqualTo(20_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in 1..1000000000 return i",
        "some i in 1..1000000000 satisfies i < 0",
        "every i in 1..1000000000 satisfies i > 0",
        "for i in 1..100000, j in 1..100000, k in 1..100000 return i * j * k",
        "for i in 1..1000 return for j in 1..1000 return for k in 1..1000 return i",
        "count(for i in 1..9999 return for j in 1..9999 return \"x\")",
        "for i in 1..60 return if i = 1 then \"xxxxxxxxxx\" else partial[-1] + partial[-1]",
        "for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
        "for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]",
        "string(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])",
        "flatten(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])",
        "for i in 1..60 return partial = partial",
        "for i in 1..2000 return partial",
        "(function(f) f(f))(function(f) f(f))",
        "(function(f, x) f(f, x + x))(function(f, x) f(f, x + x), \"ab\")",
        "(function(f) f(f) + f(f))(function(f) f(f) + f(f))",
        "(function(f) [f(f)])(function(f) [f(f)])",
        "sort(for i in 1..5000 return i, function(a, b) true)",
        "sort(for i in 1..5000 return 5000 - i, function(a, b) sort([1, 2, 3], function(c, d) c > d)[1] > 0)",
        "distinct values(for i in 1..9000 return i)",
        "for i in 1..60 return if i = 1 then 1 else ([partial[-1], partial[-1]] instance of "
            + "list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<number>>>>>>>>>>>>>>>>>>)",
        "{a: for i in 1..28 return if i = 1 then 1 else [partial[-1], partial[-1]], b: a[-1] instance of "
            + "list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<list<"
            + "list<list<list<list<list<list<number>>>>>>>>>>>>>>>>>>>>>>>>>>>}.b",
        "for i in 1..50000 return 1.5 ** 0.3",
        "for i in 1..50000 return exp(i / 7)",
        "10 ** 999999999",
        "10 ** -999999999",
        "1.5 ** 999999999999",
        "(10 ** 6000) * (10 ** 6000)",
        "1234567890123456789012345678901234567E2147483647",
        "number(\"1234567890123456789012345678901234567E2147483647\")",
        "number(\"0.1234567890123456789012345678901234567E-2147483600\")",
        "exp(1000000)",
        "exp(10 ** 6000)",
        "string(10 ** 6100)",
        "decimal(1/3, 6176)",
        "decimal(10 ** 6100, -6111)",
        "modulo(10 ** 6100, 1/3)",
        "for i in 1..(10 ** 6100) return i",
        "substring(\"abc\", 10 ** 6100)",
        "[1, 2][10 ** 6100]",
        "@\"P999999999Y\" * 10 ** 6000",
        "@\"P99999999999D\" * 10 ** 6000",
        "@\"999999999-12-31\" + @\"P1Y\"",
        "for i in @\"-999999999-01-01\"..@\"999999999-12-31\" return i",
        "year(@\"2024-01-01\")",
        "string join(for i in 1..9000 return \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\")",
        "replace(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"a\", \"bbbbbbbbbbbbbbbbbbbbbbbbbbbb\")",
        "matches(\"x\", \"(((a{100}){100}){100}){100}\")",
        "matches(\"x\", \"a{1,99999999}\")",
        "for i in 1..10000 return matches(\"x\", \"\\\\p{Lu}\" + string(i))"
      })
  void endsWhateverItWouldBuild(String source) {
    for (ExpressionBudget budget : BUDGETS) {
      evaluateOrRefuse(source, budget, Map.of());
    }
  }

  @Test
  void endsAnEndlessLoopWithAReason() {
    Evaluation evaluation =
        evaluate("for i in 1..1000000000 return i", ExpressionBudget.forUsers(), Map.of());

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.reasons()).singleElement().asString().contains("longer than 10000 items");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(.*a){20}b",
        "(a|aa)+$",
        "(a*)*b",
        "(a+)+$",
        "(a|a)*b",
        "(.*)(.*)(.*)(.*)(.*)x",
        "(a)\\1*b",
        "(a*)*\\1b",
        "((a|aa)+)\\2$",
        "(.*)\\1(.*)\\1b",
        "(a?){50}a{50}"
      })
  void endsRegularExpressionsOnLongTexts(String pattern) {
    String text = "a".repeat(50_000) + "!";
    for (ExpressionBudget budget : BUDGETS) {
      for (String call : List.of("matches(text, p)", "replace(text, p, \"\")", "split(text, p)")) {
        evaluateOrRefuse(call, budget, Map.of("text", text, "p", pattern));
      }
      evaluateOrRefuse("matches(text, p, \"m\")", budget, Map.of("text", text, "p", "^" + pattern));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"U", "e", "i)(?U", ")", "smixqz", "-i", "(?i", "\\u0000"})
  void refusesFlagsThatAreNone(String flags) {
    Evaluation evaluation =
        evaluate(
            "matches(\"a\", \"A\", flags)", ExpressionBudget.forUsers(), Map.of("flags", flags));

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.reasons()).singleElement().asString().contains("flags are");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "function(x) external {java: {class: \"java.lang.Math\", method signature: \"cos(double)\"}}",
        "(function() external {java: {class: \"java.lang.Runtime\", method signature: \"getRuntime()\"}})()",
        "{f: function(a) external {pmml: {document: \"d\", model: \"m\"}}}.f(1)"
      })
  void refusesExternalFunctions(String source) {
    assertThatThrownBy(
            () -> Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forOperators()))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("external functions are not supported");
  }

  @Test
  void surviveDeepAndLargeData() {
    Object deep = 1L;
    Object wide = 1L;
    for (int i = 0; i < 10_000; i++) {
      Map<String, Object> object = new HashMap<>();
      object.put("a", deep);
      deep = object;
      wide = List.of(wide, wide);
    }
    Map<String, Object> data = new HashMap<>();
    data.put("deep", deep);
    data.put("wide", wide);
    data.put("number", new BigDecimal("1E999999999"));
    data.put("tiny", new BigDecimal("1E-999999999"));
    data.put("far", new BigDecimal("1".repeat(40) + "E2147483647"));
    data.put("long", new BigDecimal("9".repeat(100_000)));
    data.put("nan", Double.NaN);
    data.put("odd", new ArrayList<>(List.of(new Object(), Map.of(1, 2))));
    for (String source :
        List.of(
            "deep = deep",
            "wide = wide",
            "string(deep)",
            "string(wide)",
            "flatten(wide)",
            "wide",
            "deep",
            "count(wide)",
            "deep.a.a.a.a",
            "wide.a",
            "distinct values([deep, deep])",
            "wide[1][1][1] = 1",
            "deep in [deep]",
            "context merge([deep, deep])",
            "deep instance of context<a: context<a: number>>",
            "number + 1",
            "string(number)",
            "tiny * tiny",
            "string(tiny)",
            "far + 1",
            "long + 1",
            "string(long)",
            "floor(number)",
            "number > 1",
            "nan > 1",
            "nan = nan",
            "odd[1]",
            "string(odd)",
            "odd.x",
            "[number][1] = 1",
            "for i in 1..number return i",
            "decimal(tiny, 10)",
            "modulo(number, tiny)",
            "number ** number")) {
      for (ExpressionBudget budget : BUDGETS) {
        evaluateOrRefuse(source, budget, data);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text = same",
        "text < same",
        "text in [same, text]",
        "text in [text..same]",
        "starts with(text, same)",
        "ends with(text, same)",
        "list contains([same], text)",
        "before(text, same)",
        "max(text, same)",
        "[text..same]",
        "range(text)",
        "replace(\"b\", \"a\", text)"
      })
  void chargesForLongTexts(String operation) {
    Map<String, String> data = Map.of("text", "a".repeat(2_000_000), "same", "a".repeat(2_000_000));

    Evaluation evaluation =
        evaluate("for i in 1..9999 return " + operation, ExpressionBudget.forUsers(), data);

    assertThat(evaluation.value()).isNull();
    assertThat(evaluation.reasons().get(0).message()).contains("more than 200000 steps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"matches(\"a\", text)", "matches(\"a\", \"a\", text)"})
  void refusesLongPatternsAndFlagsUnread(String operation) {
    evaluateOrRefuse(
        "for i in 1..9999 return " + operation,
        ExpressionBudget.forUsers(),
        Map.of("text", "s".repeat(2_000_000)));
  }

  @Test
  void findsBlocksInAnySpelling() {
    List<String> spellings = new ArrayList<>();
    for (int capitals = 0; capitals < 500; capitals++) {
      StringBuilder spelling = new StringBuilder("basiclatin");
      for (int i = 0; i < spelling.length(); i++) {
        if ((capitals >> i & 1) == 1) {
          spelling.setCharAt(i, Character.toUpperCase(spelling.charAt(i)));
        }
      }
      spellings.add(spelling.toString());
    }

    Evaluation evaluation =
        evaluate(
            "every s in spellings satisfies matches(\"x\", \"\\p{Is\" + s + \"}\")",
            ExpressionBudget.forUsers(),
            Map.of("spellings", spellings));

    assertThat(evaluation.isTrue()).as("%s", evaluation).isTrue();
  }

  @Test
  void chargesForEveryPartOfExpressionsThatShareTheirSteps() {
    FeelExpression plain =
        Feel.compile(
            "a = 1" + " and a = 1".repeat(99), FeelOptions.defaults(), ExpressionBudget.forUsers());
    SharedSteps steps = new SharedSteps(1_000);
    int evaluations = 0;
    while (plain.evaluate(new MapData(Map.of("a", 1L)), steps).isTrue()) {
      evaluations++;
    }

    assertThat(evaluations).isBetween(1, 10);
    assertThat(steps.left()).isZero();
    assertThat(plain.evaluate(new MapData(Map.of("a", 1L)), steps).failure())
        .asString()
        .contains("evaluated together for an event took more than 1000 steps");
  }

  private static void evaluateOrRefuse(
      String source, ExpressionBudget budget, Map<String, ?> data) {
    Evaluation evaluation;
    try {
      evaluation = evaluate(source, budget, data);
    } catch (ExpressionException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    if (evaluation.value() == null) {
      assertThat(evaluation.reasons()).as(source).isNotEmpty();
    } else if (evaluation.value() instanceof String text) {
      assertThat(text.length()).isLessThanOrEqualTo(budget.stringLength());
    }
  }

  private static Evaluation evaluate(
      String source, ExpressionBudget budget, Map<String, ? extends @Nullable Object> data) {
    return Feel.compile(source, FeelOptions.defaults(), budget).evaluate(new MapData(data));
  }
}
