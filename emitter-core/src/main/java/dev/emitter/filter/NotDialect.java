package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dialect that negates a filter (CloudEvents Subscriptions, section 3.2.4.1). */
final class NotDialect implements FilterDialect {

  @Override
  public String name() {
    return "not";
  }

  @Override
  public @Nullable EventFilter compile(
      JsonNode expression, String path, FilterCompiler nested, Problems problems) {
    EventFilter filter = nested.compile(expression, path, problems);
    return filter == null ? null : new NotFilter(filter);
  }

  /** Negates a filter; one that could not tell stays so. */
  record NotFilter(EventFilter negated) implements EventFilter {

    @Override
    public FilterResult test(FilterInput input) {
      return negate(negated.test(input));
    }

    @Override
    public Clause explain(FilterInput input) {
      Clause part = negated.explain(input);
      return new Clause("not", negate(part.result()), "", "", List.of(part));
    }

    private static FilterResult negate(FilterResult result) {
      return result.failure() != null ? result : FilterResult.of(!result.matches());
    }
  }
}
