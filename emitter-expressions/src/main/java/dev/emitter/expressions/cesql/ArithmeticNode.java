package dev.emitter.expressions.cesql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic operators of one precedence in a row, from left to right: section 3.4.2. */
final class ArithmeticNode implements Node {

  private final Node first;
  private final Operator[] operators;
  private final int[] positions;
  private final Node[] operands;

  ArithmeticNode(Node first, List<Link<Operator>> links) {
    this.first = first;
    this.operators = links.stream().map(Link::operator).toArray(Operator[]::new);
    this.positions = links.stream().mapToInt(Link::position).toArray();
    this.operands = links.stream().map(Link::operand).toArray(Node[]::new);
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object left = first.eval(run);
    for (int i = 0; i < operands.length; i++) {
      Object right = left == null ? null : operands[i].eval(run);
      if (left == null || right == null) {
        return null;
      }
      int x = run.integer(positions[i], left);
      int y = run.integer(positions[i], right);
      int result = operators[i].apply(run, positions[i], x, y);
      if (run.hasFailed()) {
        return run.ended(this, i == operands.length - 1 ? result : 0);
      }
      left = result;
    }
    return left;
  }

  @Override
  public CesqlType type() {
    return CesqlType.INTEGER;
  }
}
