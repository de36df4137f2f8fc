package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** Unary tests, negated or not. */
record UnaryTestsNode(boolean negated, InNode tests) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object outcome = tests.eval(run);
    return negated && outcome instanceof Boolean holds ? (Object) !holds : outcome;
  }
}
