package dev.emitter.expressions.cesql;

import dev.emitter.expressions.ExpressionBudget;

/**
 * Holds the budget of the parser: its own recursion, the height of the nodes, and their number.
 * Operators in a row, such as comparisons, are high without being nested.
 */
final class Depth {

  /** One level of nesting in the source makes a few levels of nodes. */
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

  /** Returns how many nodes were built. */
  int nodes() {
    return nodes;
  }

  /** Returns the height of the node that was built last. */
  int height() {
    return height;
  }

  /** Sets the height that counts as that of the node built last: of several, the highest. */
  void reached(int highest) {
    height = highest;
  }

  /** Notes that a node was built, and the height of its highest child; 0 for a leaf. */
  Node built(int position, Node node, int childHeight) {
    height = childHeight + 1;
    if (height > budget.nesting() * HEIGHT_PER_LEVEL) {
      throw tooDeep(position);
    }
    if (++nodes > budget.nodes()) {
      throw source.overBudget(position, "more than " + budget.nodes() + " parts", budget.nodes());
    }
    return node;
  }

  private RuntimeException tooDeep(int position) {
    return source.overBudget(position, "nesting deeper than " + budget.nesting(), budget.nesting());
  }
}
