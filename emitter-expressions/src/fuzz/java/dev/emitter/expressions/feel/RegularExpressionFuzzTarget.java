package dev.emitter.expressions.feel;

import static dev.emitter.expressions.FuzzLimits.check;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.FuzzBytes;
import dev.emitter.expressions.FuzzLimits;
import dev.emitter.expressions.FuzzObject;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A byte of flags, and a pattern, a text and a replacement with a zero byte after each. */
public final class RegularExpressionFuzzTarget {

  private static final String FLAGS = "smixq";

  private RegularExpressionFuzzTarget() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzBytes bytes = new FuzzBytes(input);
    int choice = input.length == 0 ? 0 : bytes.next();
    StringBuilder flags = new StringBuilder();
    for (int i = 0; i < FLAGS.length(); i++) {
      flags.append((choice >> i & 1) == 1 ? FLAGS.substring(i, i + 1) : "");
    }
    String pattern = bytes.text();
    String text = bytes.text().repeat(1 + (choice >> 5) * (choice >> 5));
    functions(pattern, text, bytes.text(), flags.toString());
    matchers(pattern, text, flags.toString());
  }

  private static void functions(String pattern, String text, String replacement, String flags) {
    Map<String, String> data = Map.of("p", pattern, "t", text, "r", replacement, "f", flags);
    for (FuzzLimits.Limit limit : FuzzLimits.ALL) {
      List<?> flagged = evaluate("[matches(t, p, f), replace(t, p, r, f)]", data, limit);
      if (Boolean.FALSE.equals(flagged.get(0)) && flagged.get(1) != null) {
        check(text.equals(flagged.get(1)), "replaced what does not match");
      }
      List<?> plain = evaluate("[matches(t, p), split(t, p)]", data, limit);
      if (Boolean.FALSE.equals(plain.get(0)) && plain.get(1) != null) {
        check(List.of(text).equals(plain.get(1)), "split at what does not match");
      }
    }
  }

  /** Returns a list of two values, each null if the budget did not suffice. */
  private static List<?> evaluate(
      String source, Map<String, String> data, FuzzLimits.Limit limit) {
    FeelExpression expression = Feel.compile(source, FeelOptions.defaults(), limit.budget());
    Evaluation evaluation =
        FuzzLimits.timed(limit.seconds(), () -> expression.evaluate(new FuzzObject(data)));
    if (evaluation.value() instanceof List<?> values) {
      check(!values.contains(null) || !evaluation.reasons().isEmpty(), "null without a reason");
      return values;
    }
    check(evaluation.value() == null && !evaluation.reasons().isEmpty(), "no list");
    return Arrays.asList(null, null);
  }

  /** What can run in linear time matches the same when it runs by trying. */
  private static void matchers(String pattern, String text, String flags) {
    ExpressionBudget budget = ExpressionBudget.forUsers();
    Run run =
        new Run(
            NoData.INSTANCE,
            0,
            new Setting(new Source(""), budget, Clock.systemUTC(), new PatternCache()));
    try {
      RegularExpression expression = RegularExpressions.compile(run, pattern, flags);
      if (expression instanceof LinearExpression) {
        RegularExpression other =
            new BacktrackingExpression(PatternParser.parse(pattern, PatternFlags.parse(flags)));
        int[] expected = bounds(expression.find(run, text, 0));
        int[] actual = bounds(other.find(run, text, 0));
        check(
            Arrays.equals(expected, actual),
            "matches " + Arrays.toString(expected) + " and " + Arrays.toString(actual));
      }
    } catch (PatternRefused | BudgetExhausted expected) {
      // Nothing to compare.
    }
  }

  private static int @Nullable [] bounds(int @Nullable [] match) {
    return match == null ? null : new int[] {match[0], match[1]};
  }
}
