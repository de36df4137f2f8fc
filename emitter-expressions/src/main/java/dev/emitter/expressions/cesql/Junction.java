package dev.emitter.expressions.cesql;

/** The logic operators: section 3.4.2. */
enum Junction {
  AND,
  OR,
  XOR;

  /** Returns whether the left operand alone gives the result, which is then that operand. */
  boolean isDecidedBy(boolean left) {
    return this == AND ? !left : this == OR && left;
  }

  /** Applies the operator to a left operand that did not decide it. */
  boolean apply(boolean left, boolean right) {
    return this == XOR ? left ^ right : right;
  }
}
