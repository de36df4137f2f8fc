package dev.emitter.expressions.feel;

import static dev.emitter.expressions.FuzzLimits.check;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.FuzzBytes;
import dev.emitter.expressions.FuzzLimits;
import dev.emitter.expressions.FuzzObject;
import dev.emitter.expressions.FuzzValues;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of every expression and all data. */
final class FeelOracle {

  private static final int MOST_REASONS = 5;

  private static final FeelOptions OPTIONS =
      FeelOptions.defaults()
          .withNames(Set.of("a-b", "x+y"))
          .withClock(
              Clock.fixed(Instant.parse("2024-06-01T10:00:00Z"), ZoneId.of("Europe/Paris")));

  private FeelOracle() {}

  /** Compiles an expression of some kind. */
  interface Entry {
    FeelExpression compile(String source, FeelOptions options, ExpressionBudget budget);
  }

  /** Compiles and evaluates with every budget: the larger one changes nothing but what was cut. */
  static void judge(Entry entry, String source, FuzzBytes bytes) {
    Map<String, @Nullable Object> data = null;
    Evaluation before = null;
    for (FuzzLimits.Limit limit : FuzzLimits.ALL) {
      FeelExpression expression =
          FuzzLimits.timed(limit.seconds(), () -> compiled(entry, source, limit.budget()));
      if (expression == null) {
        return;
      }
      data = data == null ? data(expression, bytes) : data;
      Evaluation evaluation = evaluate(expression, data, limit);
      if (before != null && isWhole(before) && before.reasons().equals(evaluation.reasons())) {
        checkAlike(before.value(), evaluation.value());
      }
      before = evaluation;
    }
  }

  private static @Nullable FeelExpression compiled(
      Entry entry, String source, ExpressionBudget budget) {
    try {
      FeelExpression expression = entry.compile(source, OPTIONS, budget);
      check(expression.source().equals(source), "the source became another");
      return expression;
    } catch (ExpressionException refused) {
      int offset = refused.position().offset();
      check(offset >= 0 && offset <= source.length(), "refused outside of the source");
      return null;
    }
  }

  private static Map<String, @Nullable Object> data(FeelExpression expression, FuzzBytes bytes) {
    return FuzzValues.members(bytes, expression.paths(), expression.equalities());
  }

  private static boolean isWhole(Evaluation evaluation) {
    return evaluation.reasons().size() < MOST_REASONS;
  }

  private static Evaluation evaluate(
      FeelExpression expression, Map<String, @Nullable Object> data, FuzzLimits.Limit limit) {
    FuzzObject variables = new FuzzObject(data);
    Evaluation evaluation =
        FuzzLimits.timed(limit.seconds(), () -> expression.evaluate(variables));
    Evaluation again = expression.evaluate(variables);
    checkAlike(evaluation.reasons(), again.reasons());
    checkAlike(evaluation.value(), again.value());
    Object value = evaluation.value();
    checkResult(expression, value, limit.budget());
    for (String name : variables.read()) {
      check(
          expression.paths().stream().anyMatch(path -> path.get(0).equals(name)),
          "read what is in no path");
    }
    if (evaluation.isTrue()) {
      expression.equalities().forEach(equality -> checkHolds(equality, data));
    }
    return evaluation;
  }

  private static void checkResult(
      FeelExpression expression, @Nullable Object value, ExpressionBudget budget) {
    if (value != null) {
      Kind kind = Kind.of(value);
      check(kind != Kind.NULL, "a value of no kind: " + value.getClass());
      expression
          .resultType()
          .ifPresent(type -> check(type.name().equals(kind.name()), type + " is " + kind));
    }
    if (value instanceof String text) {
      check(text.length() <= budget.stringLength(), "a string of " + text.length());
    } else if (value instanceof List<?> list) {
      check(list.size() <= budget.listLength(), "a list of " + list.size());
    }
  }

  /** Checks the value at the path, unless there is a list there or on the way. */
  private static void checkHolds(Equality equality, Map<String, @Nullable Object> data) {
    Object at = data;
    for (String name : equality.path()) {
      if (at instanceof DataObject object) {
        at = object.member(name);
      } else if (at instanceof Map<?, ?> map) {
        at = map.get(name);
      } else {
        check(at instanceof List || at instanceof DataArray, equality + " is on no way");
        return;
      }
    }
    if (at instanceof List || at instanceof DataArray) {
      return;
    }
    Object value = Values.of(at);
    Object scalar =
        value instanceof Long || value instanceof BigDecimal
            ? Numbers.decimal(value).stripTrailingZeros()
            : value;
    check(scalar != null && equality.values().contains(scalar), equality + " does not hold");
  }

  private static void checkAlike(@Nullable Object a, @Nullable Object b) {
    check(alike(a, b), "not the same twice: " + a + " and " + b);
  }

  /** Functions are equal to themselves alone, and made anew by every evaluation. */
  private static boolean alike(@Nullable Object a, @Nullable Object b) {
    if (a instanceof List<?> x && b instanceof List<?> y) {
      boolean alike = x.size() == y.size();
      for (int i = 0; alike && i < x.size(); i++) {
        alike = alike(x.get(i), y.get(i));
      }
      return alike;
    } else if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return new ArrayList<Object>(x.keySet()).equals(new ArrayList<Object>(y.keySet()))
          && alike(new ArrayList<>(x.values()), new ArrayList<>(y.values()));
    } else if (a instanceof FeelFunction && b instanceof FeelFunction) {
      return true;
    } else if (a instanceof FeelRange x && b instanceof FeelRange y) {
      return alike(x.start(), y.start()) && alike(x.end(), y.end());
    } else if (a instanceof PointTest x && b instanceof PointTest y) {
      return x.comparator() == y.comparator() && alike(x.point(), y.point());
    }
    return a == null ? b == null : a.equals(b);
  }
}
