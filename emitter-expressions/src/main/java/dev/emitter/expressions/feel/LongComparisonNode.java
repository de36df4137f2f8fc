package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A comparison with a whole number known in advance, the most usual of all. */
final class LongComparisonNode implements Node {

  private final int position;
  private final Comparator comparator;
  private final Node left;
  private final Long right;
  private final long whole;
  private final BigDecimal decimal;

  LongComparisonNode(int position, Comparator comparator, Node left, Long right) {
    this.position = position;
    this.comparator = comparator;
    this.left = left;
    this.right = right;
    this.whole = right;
    this.decimal = BigDecimal.valueOf(right);
  }

  Comparator comparator() {
    return comparator;
  }

  Node left() {
    return left;
  }

  Long right() {
    return right;
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object value = left.eval(run);
    if (value instanceof Long number) {
      return comparator.accepts(Long.compare(number, whole));
    } else if (value instanceof BigDecimal number) {
      return comparator.accepts(number.compareTo(decimal));
    }
    return ComparisonNode.compare(run, position, comparator, value, right);
  }
}
