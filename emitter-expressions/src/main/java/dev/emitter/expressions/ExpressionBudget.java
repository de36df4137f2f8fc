package dev.emitter.expressions;

/**
 * How much an expression may cost: the first three limits are held when it is compiled, the others
 * at every evaluation.
 *
 * <p>An expression over a compile-time limit is refused with an {@link ExpressionException}; an
 * evaluation over its budget ends with null and a reason. Immutable and thread-safe.
 *
 * @param sourceLength characters of source text
 * @param nesting how deep constructs and operators may nest
 * @param nodes parts of the syntax tree
 * @param regularExpressionSize characters of a regular expression, and its parts with repeated ones
 *     counted as often as they repeat
 * @param steps units of work in one evaluation: roughly one for each part that is evaluated, each
 *     item of a list that is looked at and each 32 characters that are read, and more for what
 *     takes longer
 * @param listLength items of any list that the expression builds
 * @param stringLength characters of any string that the expression builds
 */
public record ExpressionBudget(
    int sourceLength,
    int nesting,
    int nodes,
    int regularExpressionSize,
    int steps,
    int listLength,
    int stringLength) {

  private static final int LARGEST_NESTING = 256;

  /**
   * Checks that every limit is positive and that nesting fits a thread's stack.
   *
   * @throws IllegalArgumentException if a limit is not positive, or nesting is above 256
   */
  public ExpressionBudget {
    requirePositive("sourceLength", sourceLength);
    requirePositive("nesting", nesting);
    requirePositive("nodes", nodes);
    requirePositive("regularExpressionSize", regularExpressionSize);
    requirePositive("steps", steps);
    requirePositive("listLength", listLength);
    requirePositive("stringLength", stringLength);
    if (nesting > LARGEST_NESTING) {
      throw new IllegalArgumentException(
          "nesting = "
              + nesting
              + " could overflow a thread's stack; use at most "
              + LARGEST_NESTING);
    }
  }

  /** Returns the budget for expressions of users, who may be hostile. */
  public static ExpressionBudget forUsers() {
    return new ExpressionBudget(16_384, 64, 4_096, 1_000, 200_000, 10_000, 100_000);
  }

  /** Returns the looser budget for expressions of operators, who may be careless. */
  public static ExpressionBudget forOperators() {
    return new ExpressionBudget(262_144, 200, 100_000, 5_000, 2_000_000, 100_000, 1_000_000);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " = " + value + " must be positive");
    }
  }
}
