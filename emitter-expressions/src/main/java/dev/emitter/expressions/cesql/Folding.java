package dev.emitter.expressions.cesql;

import dev.emitter.expressions.ExpressionBudget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates what does not depend on the event once and for all, if that is cheap. */
final class Folding {

  private static final ExpressionBudget BUDGET = new ExpressionBudget(1, 1, 1, 1, 2_000, 1, 1_000);

  private final Source source;

  Folding(Source source) {
    this.source = source;
  }

  /** Returns a constant if all operands are constants and there is no error; else the node. */
  Node fold(Node node, List<Node> operands) {
    if (!operands.stream().allMatch(Constant.class::isInstance)) {
      return node;
    }
    Object value = evaluate(node);
    return value == null ? node : new Constant(value);
  }

  private @Nullable Object evaluate(Node node) {
    try {
      return node.eval(new Run(NoEvent.INSTANCE, source, BUDGET));
    } catch (BudgetExhausted e) {
      return null;
    }
  }
}
