package dev.emitter.expressions.feel;

import static dev.emitter.expressions.FuzzLimits.check;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.FuzzBytes;
import dev.emitter.expressions.FuzzObject;
import dev.emitter.expressions.FuzzValues;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What shapes a value: a scalar as a string is that scalar again, and equal to itself. */
public final class RoundTripFuzzTarget {

  private static final Map<Kind, FeelExpression> BACK = new EnumMap<>(Kind.class);
  private static final FeelExpression SAME = compile("a = a");

  static {
    BACK.put(Kind.NUMBER, compile("number(string(a)) = a"));
    BACK.put(Kind.STRING, compile("string(a) = a"));
    BACK.put(Kind.BOOLEAN, compile("(string(a) = \"true\") = a"));
    BACK.put(Kind.DATE, compile("date(string(a)) = a"));
    BACK.put(Kind.TIME, compile("time(string(a)) = a"));
    BACK.put(Kind.DATE_TIME, compile("date and time(string(a)) = a"));
    BACK.put(Kind.DAYS, compile("duration(string(a)) = a"));
    BACK.put(Kind.MONTHS, compile("duration(string(a)) = a"));
  }

  private RoundTripFuzzTarget() {}

  private static FeelExpression compile(String source) {
    return Feel.compile(source, FeelOptions.defaults(), ExpressionBudget.forUsers());
  }

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, @Nullable Object> data =
        FuzzValues.members(new FuzzBytes(input), List.of(List.of("a")), List.of());
    Object value = Values.of(data.get("a"));
    FeelExpression back = BACK.get(Kind.of(value));
    if (back != null) {
      checkTrue(SAME, data, value);
      checkTrue(back, data, value);
    }
  }

  private static void checkTrue(
      FeelExpression expression, Map<String, @Nullable Object> data, @Nullable Object value) {
    Evaluation evaluation = expression.evaluate(new FuzzObject(data));
    check(evaluation.isTrue(), expression + " is " + evaluation + " for " + value);
  }
}
