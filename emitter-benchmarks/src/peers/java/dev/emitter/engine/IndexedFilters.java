package dev.emitter.engine;

import dev.emitter.filter.EventFilter;
import dev.emitter.filter.FilterInput;
import java.util.ArrayList;
import java.util.List;

/** The router's way of finding emitters, without the emitters: for measurements. */
public final class IndexedFilters {

  private final ConditionIndex<EventFilter> index = new ConditionIndex<>();

  /** Adds a filter. */
  public void add(EventFilter filter) {
    index.add(filter, filter.conditions());
  }

  /** Returns how many filters let the event through. */
  public int count(FilterInput input) {
    List<EventFilter> candidates = new ArrayList<>();
    index.find(input, candidates);
    int matches = 0;
    for (EventFilter candidate : candidates) {
      matches += candidate.test(input).matches() ? 1 : 0;
    }
    return matches;
  }
}
