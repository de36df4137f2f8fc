package dev.emitter.filter;

import java.util.List;

/**
 * Combines filters. The first one that answers {@code decisive} settles it: false for all, true for
 * any. When none does and one could not tell, the whole could not tell (requirement D4).
 */
record ListFilter(String dialect, List<EventFilter> filters, boolean decisive)
    implements EventFilter {

  ListFilter {
    filters = List.copyOf(filters);
  }

  @Override
  public FilterResult test(FilterInput input) {
    FilterResult failed = null;
    for (EventFilter filter : filters) {
      FilterResult result = filter.test(input);
      if (result.failure() != null) {
        failed = failed == null ? result : failed;
      } else if (result.matches() == decisive) {
        return result;
      }
    }
    return failed != null ? failed : FilterResult.of(!decisive);
  }

  @Override
  public Clause explain(FilterInput input) {
    List<Clause> parts = filters.stream().map(filter -> filter.explain(input)).toList();
    return new Clause(dialect, test(input), "", parts);
  }
}
