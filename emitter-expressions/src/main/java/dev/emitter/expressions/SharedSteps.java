package dev.emitter.expressions;

/**
 * The units of work that several evaluations may take together, see {@link ExpressionBudget#steps}.
 * Not thread-safe: one evaluation after the other uses it.
 */
public final class SharedSteps {

  private final int all;
  private int left;

  /**
   * Creates the steps of evaluations that are about to begin.
   *
   * @throws IllegalArgumentException if there are none
   */
  public SharedSteps(int all) {
    if (all <= 0) {
      throw new IllegalArgumentException("all = " + all + " must be positive");
    }
    this.all = all;
    this.left = all;
  }

  /** Returns how many there were at first. */
  public int all() {
    return all;
  }

  /** Returns how many are left; 0 once an evaluation would have needed more. */
  public int left() {
    return left;
  }

  /** Leaves so many, or none, to the evaluations that follow; there never become more. */
  public void keep(int steps) {
    left = Math.max(0, Math.min(left, steps));
  }
}
