package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** The minus before an operand: section 3.4.1. */
record NegationNode(int position, Node operand) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = operand.eval(run);
    if (value == null) {
      return null;
    }
    int result = Operator.SUBTRACT.apply(run, position, 0, run.integer(position, value));
    return run.ended(this, result);
  }

  @Override
  public CesqlType type() {
    return CesqlType.INTEGER;
  }
}
