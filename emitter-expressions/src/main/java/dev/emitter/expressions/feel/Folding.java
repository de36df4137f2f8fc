package dev.emitter.expressions.feel;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Evaluates parts that do not depend on the data once and for all, if that is cheap. */
final class Folding {

  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(1, 1, 1, 1_000, 2_000, 1_000, 1_000);
  private static final Clock NO_CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final Source source;

  Folding(Source source) {
    this.source = source;
  }

  /**
   * Returns a constant if all operands are constants and the node has a value; the node itself
   * otherwise.
   */
  Node fold(Node node, Node... operands) {
    for (Node operand : operands) {
      if (!(operand instanceof Constant)) {
        return node;
      }
    }
    Evaluation evaluation = evaluate(node, BUDGET);
    return evaluation == null || evaluation.value() == null || !evaluation.reasons().isEmpty()
        ? node
        : new Constant(evaluation.value());
  }

  /** Evaluates a part that does not depend on the data; null if that exceeds the budget. */
  @Nullable Evaluation evaluate(Node node, ExpressionBudget budget) {
    try {
      Setting setting = new Setting(source, budget, NO_CLOCK, new PatternCache());
      Run run = new Run(NoData.INSTANCE, setting);
      return new Evaluation(node.eval(run), run.reasons());
    } catch (BudgetExhausted e) {
      return null;
    }
  }
}
