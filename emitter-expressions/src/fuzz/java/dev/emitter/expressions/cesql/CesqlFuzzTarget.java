package dev.emitter.expressions.cesql;

import static dev.emitter.expressions.FuzzLimits.check;

import dev.emitter.expressions.Equality;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.FuzzBytes;
import dev.emitter.expressions.FuzzLimits;
import dev.emitter.expressions.FuzzObject;
import dev.emitter.expressions.FuzzValues;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression, a zero byte, and what shapes the attributes. */
public final class CesqlFuzzTarget {

  private CesqlFuzzTarget() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    FuzzBytes bytes = new FuzzBytes(input);
    String source = bytes.text();
    Map<String, @Nullable Object> attributes = null;
    Evaluation before = null;
    for (FuzzLimits.Limit limit : FuzzLimits.ALL) {
      CesqlExpression expression =
          FuzzLimits.timed(limit.seconds(), () -> compiled(source, limit.budget()));
      if (expression == null) {
        return;
      }
      attributes = attributes == null ? attributes(expression, bytes) : attributes;
      Evaluation evaluation = evaluate(expression, attributes, limit);
      if (before != null && before.reasons().isEmpty()) {
        check(before.equals(evaluation), before + " became " + evaluation);
      }
      before = evaluation;
    }
  }

  private static @Nullable CesqlExpression compiled(String source, ExpressionBudget budget) {
    try {
      CesqlExpression expression = Cesql.compile(source, budget);
      check(expression.source().equals(source), "the source became another");
      return expression;
    } catch (ExpressionException refused) {
      int offset = refused.position().offset();
      check(offset >= 0 && offset <= source.length(), "refused outside of the source");
      return null;
    }
  }

  private static Map<String, @Nullable Object> attributes(
      CesqlExpression expression, FuzzBytes bytes) {
    List<List<String>> paths = expression.attributes().stream().map(List::of).toList();
    return FuzzValues.members(bytes, paths, expression.equalities());
  }

  private static Evaluation evaluate(
      CesqlExpression expression,
      Map<String, @Nullable Object> attributes,
      FuzzLimits.Limit limit) {
    FuzzObject event = new FuzzObject(attributes);
    Evaluation evaluation = FuzzLimits.timed(limit.seconds(), () -> expression.evaluate(event));
    Evaluation again = expression.evaluate(event);
    check(evaluation.equals(again), evaluation + " became " + again);
    check(expression.attributes().containsAll(event.read()), "read what it did not tell of");
    Object value = evaluation.value();
    if (value == null) {
      throw new AssertionError("no value");
    }
    expression
        .resultType()
        .ifPresent(type -> check(type == CesqlType.of(value), value + " is not " + type));
    boolean passes = evaluation.isTrue() && evaluation.reasons().isEmpty();
    check(expression.matches(event) == passes, "matches is not what evaluate says");
    if (passes) {
      expression.equalities().forEach(equality -> checkHolds(equality, attributes));
    }
    return evaluation;
  }

  private static void checkHolds(Equality equality, Map<String, @Nullable Object> attributes) {
    Object value = AttributeValue.of(attributes.get(equality.path().get(0)));
    Object scalar =
        value instanceof Integer integer ? BigDecimal.valueOf(integer).stripTrailingZeros() : value;
    check(scalar != null && equality.values().contains(scalar), equality + " does not hold");
  }
}
