package dev.emitter.expressions.cesql;

/**
 * The arithmetic operators: section 3.4.2. What does not fit 32 bits is a MathError with the zero
 * value.
 */
enum Operator {
  MULTIPLY,
  DIVIDE,
  REMAINDER,
  ADD,
  SUBTRACT;

  int apply(Run run, int position, int x, int y) {
    if (y == 0 && (this == DIVIDE || this == REMAINDER)) {
      run.fail(ErrorKind.MATH, position, "division by zero");
      return 0;
    }
    long result = exact(x, y);
    if (result != (int) result) {
      run.fail(ErrorKind.MATH, position, "the result does not fit an integer of 32 bits");
      return 0;
    }
    return (int) result;
  }

  private long exact(long x, long y) {
    return switch (this) {
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case REMAINDER -> x % y;
      case ADD -> x + y;
      case SUBTRACT -> x - y;
    };
  }
}
