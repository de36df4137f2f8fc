package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conjunction or disjunction in three-valued logic: table 50. It ends with the operand that
 * decides it.
 */
final class JunctionNode implements Node {

  private final boolean conjunction;
  private final Boolean decisive;
  private final Node[] operands;

  JunctionNode(boolean conjunction, List<Node> operands) {
    this.conjunction = conjunction;
    this.decisive = !conjunction;
    this.operands = operands.toArray(new Node[0]);
  }

  boolean isConjunction() {
    return conjunction;
  }

  List<Node> operands() {
    return List.of(operands);
  }

  @Override
  public @Nullable Object eval(Run run) {
    boolean certain = true;
    for (Node operand : operands) {
      Object value = operand.eval(run);
      if (decisive.equals(value)) {
        return decisive;
      }
      certain &= value instanceof Boolean;
    }
    return certain ? (Object) conjunction : null;
  }
}
