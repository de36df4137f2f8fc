package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A value between two others, both included. */
record BetweenNode(int position, Node value, Node low, Node high) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object middle = value.eval(frame);
    Run run = frame.run;
    Object above =
        ComparisonNode.compare(run, position, Comparator.GREATER_OR_EQUAL, middle, low.eval(frame));
    Object below =
        ComparisonNode.compare(run, position, Comparator.LESS_OR_EQUAL, middle, high.eval(frame));
    return Logic.and(above, below);
  }
}
