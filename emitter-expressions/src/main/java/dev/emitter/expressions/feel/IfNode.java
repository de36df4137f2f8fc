package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A conditional: everything but true chooses the second branch. */
record IfNode(Node condition, Node then, Node otherwise) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return Boolean.TRUE.equals(condition.eval(run)) ? then.eval(run) : otherwise.eval(run);
  }
}
