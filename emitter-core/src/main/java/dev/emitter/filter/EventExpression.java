package dev.emitter.filter;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.ExpressionWarning;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.expressions.feel.Feel;
import dev.emitter.expressions.feel.FeelExpression;
import dev.emitter.expressions.feel.FeelType;
import dev.emitter.expressions.feel.ZonedTime;
import java.math.BigDecimal;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A FEEL expression that takes something out of an event: text, such as a record's key or the value
 * of a header, or a value of any type. It sees what a filter sees: the fields of the data, and
 * {@code event}. Immutable and thread-safe.
 */
public final class EventExpression {

  private static final Set<FeelType> NO_TEXT =
      Set.of(FeelType.LIST, FeelType.CONTEXT, FeelType.RANGE, FeelType.FUNCTION);

  /** Beyond, zeros would make the text of a number long. */
  private static final int LARGEST_SCALE = 100;

  private final FeelExpression expression;

  private EventExpression(FeelExpression expression) {
    this.expression = expression;
  }

  /**
   * Compiles an expression.
   *
   * @throws ExpressionException if it is not FEEL; it says where
   */
  public static EventExpression compile(String text) {
    return new EventExpression(Feel.compile(text, EventTypes.OPTIONS, ExpressionBudget.forUsers()));
  }

  /** Returns why this expression never gives text, or null if it may. */
  public @Nullable String fault() {
    Optional<FeelType> type = expression.resultType();
    return type.filter(NO_TEXT::contains)
        .map(never -> "always gives a " + never.name().toLowerCase(Locale.ROOT))
        .orElse(null);
  }

  /** Returns what is allowed but was most likely meant otherwise; perhaps nothing. */
  public List<ExpressionWarning> warnings() {
    return expression.warnings();
  }

  /**
   * What an expression gave: text, nothing because the event lacks it, or neither because it could
   * not be evaluated.
   *
   * @param text the text, or null
   * @param failure why there is no text although the event may have it; null otherwise
   */
  public record Text(@Nullable String text, @Nullable String failure) {}

  /**
   * What an expression gave.
   *
   * @param value null, String, Boolean, BigDecimal, a value of {@code java.time} (LocalDate,
   *     LocalTime, OffsetTime, LocalDateTime, ZonedDateTime, Duration, Period), {@link ZonedTime},
   *     or a List or Map of such, which cannot be changed
   * @param failure why there is no value although the event may have it, without anything of its
   *     data; null otherwise, so that a value of null without one says that the event lacks it
   */
  public record Value(@Nullable Object value, @Nullable String failure) {}

  /**
   * Evaluates the expression to a value of whatever type. A number of the data that the whole
   * expression names keeps all its digits; others have the 34 of FEEL.
   */
  public Value value(FilterInput input) {
    return value(input, null);
  }

  /** Evaluates as {@link #value(FilterInput)} does, with steps that several share. */
  public Value valueWithin(SharedSteps steps, FilterInput input) {
    return value(input, steps);
  }

  private Value value(FilterInput input, @Nullable SharedSteps steps) {
    try {
      Object exact = EventVariables.data(input.variables(), expression.dataPath());
      if (exact != null) {
        return new Value(new JavaValues(steps).of(exact), null);
      }
      Evaluation evaluation = evaluation(input, steps);
      Reason failure = evaluation.value() == null ? evaluation.failure() : null;
      return failure == null
          ? new Value(new JavaValues(steps).of(evaluation.value()), null)
          : new Value(null, failure.toString());
    } catch (JavaValues.UnfitException e) {
      return new Value(null, e.getMessage());
    }
  }

  /** Evaluates the expression; strings, numbers, booleans, dates, times and durations are text. */
  public Text evaluate(FilterInput input) {
    return text(evaluation(input, null));
  }

  /** Evaluates as {@link #evaluate} does, with steps that several share. */
  public Text evaluateWithin(SharedSteps steps, FilterInput input) {
    return text(evaluation(input, steps));
  }

  private Evaluation evaluation(FilterInput input, @Nullable SharedSteps steps) {
    return steps == null
        ? expression.evaluate(input.variables())
        : expression.evaluate(input.variables(), steps);
  }

  private static Text text(Evaluation evaluation) {
    Object value = evaluation.value();
    if (value == null) {
      Reason failure = evaluation.failure();
      return new Text(null, failure == null ? null : failure.toString());
    }
    if (value instanceof BigDecimal number) {
      boolean plain = Math.abs((long) number.scale()) <= LARGEST_SCALE;
      return new Text(plain ? number.toPlainString() : number.toString(), null);
    }
    return isPlain(value)
        ? new Text(value.toString(), null)
        : new Text(null, "it gave a list, a context or a range, which is no text");
  }

  private static boolean isPlain(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof TemporalAccessor
        || value instanceof TemporalAmount
        || value instanceof ZonedTime;
  }

  /** Returns the source text. */
  @Override
  public String toString() {
    return expression.source();
  }
}
