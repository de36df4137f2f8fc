package dev.emitter.expressions;

/**
 * The units of work that several evaluations may take together, such as those of all filters of one
 * definition, see {@link ExpressionBudget#steps}. Not thread-safe: one evaluation after the other
 * uses it.
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

  /**
   * Takes so many; none are left if they do not suffice.
   *
   * @return whether there were as many
   */
  public boolean take(int steps) {
    boolean suffice = steps <= left;
    left = suffice ? left - steps : 0;
    return suffice;
  }

  /** Returns why an evaluation ended that would have needed more, in words for a person. */
  public String exhausted() {
    return "the expressions that are evaluated together for an event took more than "
        + all
        + " steps";
  }

  /** Leaves so many, or none, to the evaluations that follow; there never become more. */
  public void keep(int steps) {
    left = Math.max(0, Math.min(left, steps));
  }
}
