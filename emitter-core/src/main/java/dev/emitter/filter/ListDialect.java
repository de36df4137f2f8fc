package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.emitter.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dialects that combine filters: all and any (CloudEvents Subscriptions, section 3.2.4.1). */
final class ListDialect implements FilterDialect {

  private final String name;
  private final boolean decisive;

  /** Creates a dialect; one filter that says {@code decisive} settles the whole. */
  ListDialect(String name, boolean decisive) {
    this.name = name;
    this.decisive = decisive;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable EventFilter compile(
      JsonNode expression, String path, FilterCompiler nested, Problems problems) {
    if (!expression.isArray() || expression.isEmpty()) {
      problems.add(
          path,
          "is " + Found.kind(expression) + "; " + name + " takes an array of at least one filter");
      return null;
    }
    List<EventFilter> filters = new ArrayList<>();
    for (int i = 0; i < expression.size() && i <= FilterDialects.MAX_FILTERS; i++) {
      EventFilter filter = nested.compile(expression.get(i), path + "[" + i + "]", problems);
      if (filter != null) {
        filters.add(filter);
      }
    }
    return filters.size() == expression.size() ? new ListFilter(name, filters, decisive) : null;
  }
}
