package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A comparison for equality with a string known in advance. */
record StringEqualityNode(int position, Comparator comparator, Node left, String right)
    implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = left.eval(run);
    if (value instanceof String text) {
      return text.equals(right) == (comparator == Comparator.EQUAL);
    }
    return ComparisonNode.compare(run, position, comparator, value, right);
  }
}
