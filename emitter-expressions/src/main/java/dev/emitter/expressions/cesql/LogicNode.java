package dev.emitter.expressions.cesql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logic operators in a row: section 3.4.2. They all have one precedence and apply from left to
 * right: section 3.6. An operand that cannot change the result is not evaluated.
 */
final class LogicNode implements Node {

  private final Node first;
  private final List<Link<Junction>> links;
  private final Junction[] operators;
  private final Node[] operands;

  LogicNode(Node first, List<Link<Junction>> links) {
    this.first = first;
    this.links = List.copyOf(links);
    this.operators = links.stream().map(Link::operator).toArray(Junction[]::new);
    this.operands = links.stream().map(Link::operand).toArray(Node[]::new);
  }

  Node first() {
    return first;
  }

  List<Link<Junction>> links() {
    return links;
  }

  /** Returns whether all operators are OR. */
  boolean isDisjunction() {
    return links.stream().allMatch(link -> link.operator() == Junction.OR);
  }

  /** Returns the operands that must all be true, those after the last operator but AND. */
  List<Node> conjuncts() {
    List<Node> conjuncts = new ArrayList<>(List.of(first));
    for (Link<Junction> link : links) {
      if (link.operator() != Junction.AND) {
        conjuncts.clear();
      } else {
        conjuncts.add(link.operand());
      }
    }
    return conjuncts;
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object left = first.eval(run);
    if (left == null) {
      return null;
    }
    boolean result = run.bool(links.get(0).position(), left);
    for (int i = 0; i < operands.length && !run.hasFailed(); i++) {
      if (!operators[i].isDecidedBy(result)) {
        Object right = operands[i].eval(run);
        if (right == null) {
          return null;
        }
        result = operators[i].apply(result, run.bool(links.get(i).position(), right));
      }
    }
    return run.ended(this, result && !run.hasFailed());
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
