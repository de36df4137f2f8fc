package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Temporary. */
public final class FilterDialects implements FilterCompiler {

  private final List<FilterDialect> dialects;

  private FilterDialects(List<FilterDialect> dialects) {
    this.dialects = dialects;
  }

  /** Temporary. */
  public static FilterDialects standard() {
    return new FilterDialects(List.of());
  }

  /** Temporary. */
  public FilterDialects with(List<FilterDialect> more) {
    return new FilterDialects(more);
  }

  @Override
  public @Nullable EventFilter compile(JsonNode filter, String path, Problems problems) {
    problems.add(path, "temporary " + dialects + filter);
    return null;
  }
}
