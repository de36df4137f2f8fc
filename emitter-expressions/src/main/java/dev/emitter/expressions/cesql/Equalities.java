package dev.emitter.expressions.cesql;

import dev.emitter.expressions.Equality;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the equalities that an expression implies: only those where a few values of the attribute,
 * with all that casts make of them, can make it true.
 */
final class Equalities {

  private Equalities() {}

  static List<Equality> of(Node node) {
    List<Equality> found = new ArrayList<>();
    collect(node, found);
    return List.copyOf(found);
  }

  private static void collect(Node node, List<Equality> found) {
    if (node instanceof LogicNode logic && !logic.isDisjunction()) {
      logic.conjuncts().forEach(conjunct -> collect(conjunct, found));
      return;
    }
    Equality equality = node instanceof LogicNode logic ? union(logic) : equality(node);
    if (equality != null) {
      found.add(equality);
    }
  }

  /** Returns the equality of alternatives that are all about the same attribute. */
  private static @Nullable Equality union(LogicNode disjunction) {
    Equality first = equality(disjunction.first());
    if (first == null) {
      return null;
    }
    Set<Object> values = new HashSet<>(first.values());
    for (Link<Junction> link : disjunction.links()) {
      Equality next = equality(link.operand());
      if (next == null || !next.path().equals(first.path())) {
        return null;
      }
      values.addAll(next.values());
    }
    return new Equality(first.path(), values);
  }

  private static @Nullable Equality equality(Node node) {
    if (node instanceof ComparisonNode comparison && comparison.comparator() == Comparator.EQUAL) {
      return compared(comparison.left(), comparison.right());
    } else if (node instanceof InNode in && !in.isNegated()) {
      return in(in);
    }
    return null;
  }

  private static @Nullable Equality compared(Node left, Node right) {
    if (left instanceof AttributeNode attribute
        && right instanceof Constant constant
        && constant.value() instanceof String text) {
      return equality(attribute, castTo(text));
    } else if (right instanceof AttributeNode attribute && left instanceof Constant constant) {
      return equality(attribute, castFrom(constant.value()));
    }
    return null;
  }

  private static @Nullable Equality in(InNode in) {
    if (!(in.operand() instanceof AttributeNode attribute)) {
      return null;
    }
    Set<Object> values = new HashSet<>();
    for (Node element : in.elements()) {
      if (!(element instanceof Constant constant)) {
        return null;
      }
      values.addAll(castFrom(constant.value()));
    }
    return equality(attribute, values);
  }

  private static Equality equality(AttributeNode attribute, Set<Object> values) {
    return new Equality(List.of(attribute.name()), values);
  }

  /** Returns the values that a cast to string makes this one. */
  private static Set<Object> castTo(String text) {
    Set<Object> values = castFrom(text);
    values.removeIf(value -> !String.valueOf(asWritten(value)).equals(text));
    return values;
  }

  private static Object asWritten(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value;
  }

  /** Returns what casts make of a value: one value of each type, as far as it can be cast. */
  private static Set<Object> castFrom(Object value) {
    Set<Object> values = new HashSet<>();
    values.add(value.toString());
    Integer integer = Casts.integer(value);
    if (integer != null) {
      values.add(BigDecimal.valueOf(integer).stripTrailingZeros());
    }
    Boolean bool = Casts.bool(value);
    if (bool != null) {
      values.add(bool);
    }
    return values;
  }
}
