package dev.emitter.expressions.cesql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value is in a set: section 3.4.5. The elements are cast to the type of the value, and
 * all are evaluated, so that the order in which they are written does not matter.
 */
final class InNode implements Node {

  private final int position;
  private final Node operand;
  private final List<Node> elements;
  private final boolean negated;
  private final @Nullable Set<String> strings;

  InNode(int position, Node operand, List<Node> elements, boolean negated) {
    this.position = position;
    this.operand = operand;
    this.elements = List.copyOf(elements);
    this.negated = negated;
    this.strings = strings(elements);
  }

  /** Returns constants as strings, which they can all be cast to, or null if one is no constant. */
  private static @Nullable Set<String> strings(List<Node> elements) {
    Set<String> strings = new HashSet<>();
    for (Node element : elements) {
      if (!(element instanceof Constant constant)) {
        return null;
      }
      strings.add(constant.value().toString());
    }
    return strings;
  }

  Node operand() {
    return operand;
  }

  List<Node> elements() {
    return elements;
  }

  boolean isNegated() {
    return negated;
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object value = operand.eval(run);
    if (value == null) {
      return null;
    } else if (strings != null && value instanceof String text) {
      return strings.contains(text) != negated;
    }
    return search(run, value);
  }

  private @Nullable Object search(Run run, Object value) {
    CesqlType type = CesqlType.of(value);
    boolean found = false;
    for (int i = 0; i < elements.size(); i++) {
      Object element = elements.get(i).eval(run);
      if (element == null) {
        return null;
      }
      if (element instanceof String text) {
        run.chargeText(text.length());
      }
      found |= run.cast(position, type, element).equals(value);
      if (run.hasFailed()) {
        return run.ended(this, false);
      }
    }
    return found != negated;
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
