package dev.emitter.expressions.feel;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses calls of conversions and of functions with regular expressions that can never succeed,
 * since what makes them fail is constant: nobody would otherwise learn of it before an event comes.
 */
final class ConstantCheck {

  private static final Set<String> CONVERSIONS =
      Set.of(
          "date",
          "time",
          "date and time",
          "duration",
          "years and months duration",
          "number",
          "range");
  private static final Set<String> PATTERNED = Set.of("matches", "replace", "split");

  /** A pattern that is too large is no fault of itself: evaluations have a budget for that. */
  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(1, 1, 1, 1_000_000, 50_000, 1_000, 100_000);

  private final Source source;
  private final Folding folding;
  private final PatternCheck patterns;

  ConstantCheck(Source source, Folding folding) {
    this.source = source;
    this.folding = folding;
    this.patterns = new PatternCheck(source, this);
  }

  /**
   * Checks a call.
   *
   * @param names the names of the arguments, or null if they have none
   * @throws dev.emitter.expressions.ExpressionException if it can never succeed
   */
  void check(Tree.Call call, Builtin builtin, @Nullable List<String> names, List<Node> arguments) {
    boolean conversion = CONVERSIONS.contains(builtin.name());
    if (!conversion && !PATTERNED.contains(builtin.name())) {
      return;
    }
    GivenArguments given = GivenArguments.of(call, builtin, names, arguments);
    if (given != null && conversion) {
      checkConversion(given);
    } else if (given != null) {
      patterns.check(given);
    }
  }

  private void checkConversion(GivenArguments given) {
    if (!given.areConstantFrom(0) || failure(given) == null) {
      return;
    }
    ConversionForm form = ConversionForm.of(given.builtin().name());
    boolean single = given.call().arguments().size() == 1;
    String text = single || form.name().equals("number") ? given.text(0) : null;
    String several = single ? Kind.of(given.value(0)).shown : "arguments that make none";
    throw source.refuse(
        given.position(0),
        text == null ? several : ConversionForm.shown(text),
        form.expected(),
        text == null ? "" : form.hint(text));
  }

  /**
   * Returns why a call of constants has no value; null if it has one, or if it is too costly to
   * find out.
   */
  @Nullable String failure(GivenArguments given) {
    Evaluation evaluation = folding.evaluate(given, BUDGET);
    if (evaluation == null || evaluation.value() != null || evaluation.reasons().isEmpty()) {
      return null;
    }
    String message = evaluation.reasons().get(0).message();
    for (String start : List.of(PatternFunctions.REFUSED, given.builtin().name() + ": ")) {
      if (message.startsWith(start)) {
        return message.substring(start.length());
      }
    }
    return message;
  }
}
