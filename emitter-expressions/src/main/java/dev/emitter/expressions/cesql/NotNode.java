package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/**
 * A negation: section 3.4.1.
 *
 * <p>Of integers it takes 0 and 1 alone: the conformance cases want an error for {@code NOT 10},
 * although section 3.7 casts every integer to a boolean. A filter gives the same answer either way.
 */
record NotNode(int position, Node operand) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = operand.eval(run);
    if (value == null) {
      return null;
    } else if (value instanceof Integer integer && (integer & ~1) != 0) {
      run.fail(ErrorKind.CAST, position, "NOT takes a boolean, or the integers 0 and 1");
      return run.ended(this, true);
    }
    return run.ended(this, !run.bool(position, value));
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
