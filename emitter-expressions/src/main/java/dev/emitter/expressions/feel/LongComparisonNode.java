package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A comparison with a whole number known in advance, the most usual of all. */
record LongComparisonNode(int position, Comparator comparator, Node left, Long right)
    implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object value = left.eval(frame);
    if (value instanceof Long number) {
      return comparator.accepts(Long.compare(number, right));
    }
    return ComparisonNode.compare(frame.run, position, comparator, value, right);
  }
}
