package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/**
 * A comparison: section 3.4.2. Equality casts the left operand to the type of the right one, as
 * section 3.7 has it for ambiguous operators; order is of integers.
 */
record ComparisonNode(int position, Comparator comparator, Node left, Node right) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object x = left.eval(run);
    Object y = x == null ? null : right.eval(run);
    if (x == null || y == null) {
      return null;
    }
    return run.ended(this, comparator.isEquality() ? equality(run, x, y) : order(run, x, y));
  }

  private boolean equality(Run run, Object x, Object y) {
    if (y instanceof String text) {
      run.chargeText(text.length());
    }
    Object cast = x.getClass() == y.getClass() ? x : run.cast(position, CesqlType.of(y), x);
    return cast.equals(y) == (comparator == Comparator.EQUAL);
  }

  private boolean order(Run run, Object x, Object y) {
    return comparator.accepts(Integer.compare(run.integer(position, x), run.integer(position, y)));
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
