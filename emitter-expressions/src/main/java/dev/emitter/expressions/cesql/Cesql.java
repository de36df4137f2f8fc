package dev.emitter.expressions.cesql;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.ExpressionException;

/** Compiles expressions of CloudEvents SQL, version 1.0. Stateless and thread-safe. */
public final class Cesql {

  private Cesql() {}

  /**
   * Compiles an expression: section 2.
   *
   * @param source the expression
   * @param budget what it, and every evaluation of it, may cost
   * @throws ExpressionException if it is no expression, the ParseError of the specification, or is
   *     over the budget
   */
  public static CesqlExpression compile(String source, ExpressionBudget budget) {
    Source text = new Source(source);
    NodeFactory nodes = new NodeFactory(text);
    Node node = Parser.parse(text, budget, nodes);
    return new CesqlExpression(text, node, nodes, budget);
  }
}
