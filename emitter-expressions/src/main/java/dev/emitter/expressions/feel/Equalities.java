package dev.emitter.expressions.feel;

import dev.emitter.expressions.Equality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the equalities that an expression implies. */
final class Equalities {

  private Equalities() {}

  static List<Equality> of(Node node) {
    List<Equality> found = new ArrayList<>();
    collect(node, found);
    return List.copyOf(found);
  }

  private static void collect(Node node, List<Equality> found) {
    if (node instanceof JunctionNode junction && junction.isConjunction()) {
      junction.operands().forEach(operand -> collect(operand, found));
    } else if (node instanceof StringEqualityNode equality) {
      compared(equality.comparator(), equality.left(), equality.right(), found);
    } else if (node instanceof LongComparisonNode comparison) {
      compared(comparison.comparator(), comparison.left(), comparison.right(), found);
    } else if (node instanceof ComparisonNode comparison
        && comparison.right() instanceof Constant constant) {
      compared(comparison.comparator(), comparison.left(), constant.value(), found);
    } else if (node instanceof StringInNode in) {
      add(in.value(), in.strings(), found);
    } else if (node instanceof InNode in) {
      add(in.value(), TestCompiler.constants(in), found);
    }
  }

  private static void compared(
      Comparator comparator, Node left, @Nullable Object right, List<Equality> found) {
    if (comparator == Comparator.EQUAL && right != null) {
      add(left, List.of(right), found);
    }
  }

  private static void add(Node left, Collection<?> constants, List<Equality> found) {
    if (!(left instanceof DataNode data) || constants.isEmpty()) {
      return;
    }
    Set<Object> values = new HashSet<>();
    for (Object constant : constants) {
      if (constant instanceof Number) {
        values.add(Numbers.decimal(constant).stripTrailingZeros());
      } else if (constant instanceof String || constant instanceof Boolean) {
        values.add(constant);
      } else {
        return;
      }
    }
    found.add(new Equality(data.path(), values));
  }
}
