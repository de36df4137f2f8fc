package dev.emitter.expressions.feel;

import dev.emitter.expressions.Evaluation;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.SharedSteps;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates parts that do not depend on the data once and for all, if that is cheap: all parts of
 * an expression share steps, of which a longer one has more, so that compiling takes time by the
 * length of the text, whatever it says. Used for one expression.
 */
final class Folding {

  private static final ExpressionBudget BUDGET =
      new ExpressionBudget(1, 1, 1, 1_000, 2_000, 1_000, 1_000);
  private static final Clock NO_CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static final int STEPS = 16_000;
  private static final int STEPS_PER_CHARACTER = 16;

  private final Source source;
  private final PatternCache patterns = new PatternCache();
  private final SharedSteps steps;

  Folding(Source source) {
    this.source = source;
    this.steps = new SharedSteps(STEPS + STEPS_PER_CHARACTER * source.text().length());
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
    int most = Math.min(budget.steps(), steps.left());
    if (most == 0) {
      return null;
    }
    Setting setting = new Setting(source, budget, NO_CLOCK, patterns);
    Run run = new Run(NoData.INSTANCE, 0, setting, new SharedSteps(most));
    try {
      return new Evaluation(node.eval(run), run.reasons());
    } catch (BudgetExhausted e) {
      return null;
    } finally {
      steps.keep(steps.left() - most + Math.max(0, run.stepsLeft()));
    }
  }
}
