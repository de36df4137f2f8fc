package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A minus sign before a value. */
record NegationNode(int position, Node operand) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = operand.eval(run);
    Object result = value == null ? null : Arithmetic.negate(value);
    return result == null ? run.fail(position, Kind.of(value).shown + " has no negative") : result;
  }
}
