package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * A conditional: everything but true chooses the second branch.
 *
 * @param position where the condition starts
 */
record IfNode(int position, Node condition, Node then, Node otherwise) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = condition.eval(run);
    boolean holds = Logic.isKnown(run, position, value) && Boolean.TRUE.equals(value);
    return holds ? then.eval(run) : otherwise.eval(run);
  }
}
