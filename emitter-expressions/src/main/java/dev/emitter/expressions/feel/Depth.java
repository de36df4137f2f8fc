package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionBudget;

/**
 * Holds the budget of the parser: its own recursion, the height of the tree, and the number of its
 * parts.
 */
final class Depth {

  /**
   * One level of nesting in the source makes a few levels of the tree, such as a sum in an argument
   * of a call.
   */
  private static final int HEIGHT_PER_LEVEL = 4;

  private final Source source;
  private final ExpressionBudget budget;
  private int nesting;
  private int height;
  private int nodes;

  Depth(Source source, ExpressionBudget budget) {
    this.source = source;
    this.budget = budget;
  }

  void enter(Token token) {
    if (++nesting > budget.nesting()) {
      throw tooDeep(token.start());
    }
  }

  void leave() {
    nesting--;
  }

  void count(Token token) {
    count(token.start());
  }

  private void count(int position) {
    if (++nodes > budget.nodes()) {
      throw source.overBudget(position, "more than " + budget.nodes() + " parts", budget.nodes());
    }
  }

  /** Returns the height of the part that was built last. */
  int height() {
    return height;
  }

  /** Notes that a part was built, and the height of its highest child; 0 for a leaf. */
  <T extends Tree> T built(T tree, int childHeight) {
    height = childHeight + 1;
    if (height > budget.nesting() * HEIGHT_PER_LEVEL) {
      throw tooDeep(tree.position());
    }
    count(tree.position());
    return tree;
  }

  private RuntimeException tooDeep(int position) {
    return source.overBudget(position, "nesting deeper than " + budget.nesting(), budget.nesting());
  }
}
