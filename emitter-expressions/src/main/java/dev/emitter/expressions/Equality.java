package dev.emitter.expressions;

import java.util.List;
import java.util.Set;

/**
 * A condition without which an expression cannot be true: the scalar at a path of the data equals
 * one of a few constants. Immutable and thread-safe.
 *
 * <p>It is necessary, not sufficient, and it speaks of scalars alone: data that has a list at the
 * path, or on the way to it, may make the expression true all the same, as FEEL treats a list of
 * one item as that item.
 *
 * @param path member names from the variables down
 * @param values the constants: strings, booleans, and numbers as {@code BigDecimal} without
 *     trailing zeros
 */
public record Equality(List<String> path, Set<Object> values) {

  /** Copies the path and the values. */
  public Equality {
    path = List.copyOf(path);
    values = Set.copyOf(values);
  }
}
