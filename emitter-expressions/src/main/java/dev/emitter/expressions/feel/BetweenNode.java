package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A value between two others, both included. */
record BetweenNode(int position, Node value, Node low, Node high) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object middle = value.eval(run);
    Object above =
        ComparisonNode.compare(run, position, Comparator.GREATER_OR_EQUAL, middle, low.eval(run));
    Object below =
        ComparisonNode.compare(run, position, Comparator.LESS_OR_EQUAL, middle, high.eval(run));
    return Logic.and(above, below);
  }
}
