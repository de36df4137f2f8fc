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
  private final int[] positions;

  /** Creates the node of operands that start at these places. */
  JunctionNode(boolean conjunction, List<Node> operands, int[] positions) {
    this.conjunction = conjunction;
    this.positions = positions;
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
    for (int i = 0; i < operands.length; i++) {
      Object value = operands[i].eval(run);
      if (decisive.equals(value)) {
        return decisive;
      }
      certain &= Logic.isKnown(run, positions[i], value);
    }
    return certain ? (Object) conjunction : null;
  }
}
