package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Compiles the member {@code filter} of a definition, whatever its dialect. */
@FunctionalInterface
public interface FilterCompiler {

  /**
   * Compiles a filter.
   *
   * @param filter a string (FEEL) or an object with one member that names the dialect
   * @param path its JSON path, for problems
   * @param problems takes every fault found
   * @return the filter, or null if there was a fault
   */
  @Nullable EventFilter compile(JsonNode filter, String path, Problems problems);

  /** Returns the compiler for the filters of users, who may be hostile; by default the same. */
  default FilterCompiler forUsers() {
    return this;
  }
}
