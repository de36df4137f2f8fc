package dev.emitter.kafka;

import dev.emitter.channel.Delivery;
import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.expressions.feel.FeelOptions;
import dev.emitter.expressions.feel.FeelType;
import dev.emitter.filter.FilterInput;
import dev.emitter.problem.Problems;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives an event the key of its record. Thread-safe. */
sealed interface RecordKey {

  /** Records have no key. */
  RecordKey NONE = new None();

  /** The key is the extension {@code partitionkey}. */
  RecordKey PARTITION_KEY = new Extension("partitionkey");

  /**
   * Returns the key, or null for none.
   *
   * @throws UnusableEventException if the event can have no key
   */
  byte @Nullable [] of(Delivery delivery) throws UnusableEventException;

  /**
   * Compiles an expression that gives the key.
   *
   * @param owner the user whose emitter it is; null for a system emitter
   * @return null after adding a problem
   */
  static @Nullable RecordKey compile(String source, @Nullable String owner, Problems problems) {
    String at = "$.parameters.keyExpression";
    try {
      ExpressionBudget budget =
          owner == null ? ExpressionBudget.forOperators() : ExpressionBudget.forUsers();
      FeelExpression compiled = Feel.compile(source, FeelOptions.defaults(), budget);
      FeelType type = compiled.resultType().orElse(FeelType.STRING);
      if (Expression.KEYS.contains(type)) {
        return new Expression(compiled);
      }
      problems.add(
          at,
          "gives a " + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", always",
          "a key is a string, a number or a boolean; string(..) makes one of most values");
    } catch (ExpressionException e) {
      problems.add(at, "is not FEEL: " + e.getMessage());
    }
    return null;
  }

  /** See {@link #NONE}. */
  record None() implements RecordKey {
    @Override
    public byte @Nullable [] of(Delivery delivery) {
      return null;
    }
  }

  /** The key is an extension. */
  record Extension(String name) implements RecordKey {
    @Override
    public byte @Nullable [] of(Delivery delivery) {
      String value = ContextAttributes.text(delivery.event().event(), name);
      return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The key is the value of an expression. */
  record Expression(FeelExpression expression) implements RecordKey {

    static final Set<FeelType> KEYS =
        Set.of(FeelType.STRING, FeelType.NUMBER, FeelType.BOOLEAN, FeelType.NULL);

    /** Beyond, zeros would make the text long. */
    private static final int LARGEST_SCALE = 100;

    @Override
    public byte @Nullable [] of(Delivery delivery) throws UnusableEventException {
      FilterInput input = new FilterInput(delivery.topic(), delivery.event());
      Evaluation evaluation = expression.evaluate(input.variables());
      Object value = evaluation.value();
      if (value == null) {
        requireMissing(evaluation);
        return null;
      }
      return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /** Null because something went wrong is not the null that means no key. */
    private static void requireMissing(Evaluation evaluation) throws UnusableEventException {
      if (!evaluation.reasons().isEmpty() && !evaluation.reasons().get(0).missingData()) {
        throw new UnusableEventException(
            "keyExpression gives no key: " + evaluation.reasons().get(0) + "; mend the expression");
      }
    }

    private static String text(Object value) throws UnusableEventException {
      if (value instanceof BigDecimal number) {
        boolean plain = Math.abs((long) number.scale()) <= LARGEST_SCALE;
        return plain ? number.toPlainString() : number.toString();
      }
      if (value instanceof String || value instanceof Number || value instanceof Boolean) {
        return value.toString();
      }
      throw new UnusableEventException(
          "keyExpression gives a value that is no string, number or boolean; string(..) makes one"
              + " of most values");
    }
  }
}
