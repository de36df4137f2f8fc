package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A language that filters are written in: FEEL for a string, and one for each member name that a
 * filter object may have. Implementations are thread-safe.
 */
public interface FilterDialect {

  /** Returns the member that selects it in a filter object, such as {@code prefix}. */
  String name();

  /**
   * Compiles a filter.
   *
   * @param expression what stands behind the member
   * @param path its JSON path, for problems
   * @param nested compiles a filter that stands within this one
   * @param problems takes every fault found
   * @return the filter, or null if there was a fault
   */
  @Nullable EventFilter compile(
      JsonNode expression, String path, FilterCompiler nested, Problems problems);
}
