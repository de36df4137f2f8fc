package dev.emitter.filter;

import dev.emitter.expressions.SharedSteps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Combines filters. The first one that answers {@code decisive} settles it: false for all, true for
 * any. When none does and one could not tell, the whole could not tell.
 */
record ListFilter(String dialect, List<EventFilter> filters, boolean decisive)
    implements EventFilter {

  ListFilter {
    filters = List.copyOf(filters);
  }

  @Override
  public FilterResult test(FilterInput input) {
    SharedSteps steps = input.steps();
    FilterResult failed = null;
    for (EventFilter filter : filters) {
      if (steps != null && !steps.take(1)) {
        return failed != null ? failed : FilterResult.failed(steps.exhausted());
      }
      FilterResult result = filter.test(input);
      if (result.failure() != null) {
        failed = failed == null ? result : failed;
      } else if (result.matches() == decisive) {
        return FilterResult.of(decisive); // null is no match here, and shown as such
      }
    }
    return failed != null ? failed : FilterResult.of(!decisive);
  }

  /** Any one's conditions hold for all of them; for one of several only what all ask of a field. */
  @Override
  public List<Condition> conditions() {
    if (!decisive) {
      return filters.stream().flatMap(filter -> filter.conditions().stream()).toList();
    }
    List<Condition> common = filters.get(0).conditions();
    for (EventFilter filter : filters.subList(1, filters.size())) {
      common = eitherOf(common, filter.conditions());
    }
    return common;
  }

  private static List<Condition> eitherOf(List<Condition> ones, List<Condition> others) {
    List<Condition> common = new ArrayList<>();
    for (Condition one : ones) {
      Condition either = eitherOf(one, others);
      if (either != null) {
        common.add(either);
      }
    }
    return common;
  }

  private static @Nullable Condition eitherOf(Condition condition, List<Condition> others) {
    for (Condition other : others) {
      if (other.field().equals(condition.field())) {
        Set<Object> values = new HashSet<>(condition.values());
        values.addAll(other.values());
        return new Condition(condition.field(), values);
      }
    }
    return null;
  }

  @Override
  public Clause explain(FilterInput input) {
    List<Clause> parts = filters.stream().map(filter -> filter.explain(input)).toList();
    return new Clause(dialect, verdict(parts), "", "", parts);
  }

  /** Judges as {@link #test} does, by what the filters said. */
  private FilterResult verdict(List<Clause> parts) {
    FilterResult failed = null;
    for (Clause part : parts) {
      FilterResult result = part.result();
      if (result.failure() != null) {
        failed = failed == null ? result : failed;
      } else if (result.matches() == decisive) {
        return FilterResult.of(decisive);
      }
    }
    return failed != null ? failed : FilterResult.of(!decisive);
  }
}
