package dev.emitter.filter;

import java.util.List;

/** A compiled filter. Implementations are immutable, thread-safe, and never throw for an event. */
public interface EventFilter {

  /** Returns whether the event is let through. */
  FilterResult test(FilterInput input);

  /**
   * Returns conditions without each of which this filter never matches; none when it cannot say. An
   * event that fails one may not even be shown to the filter.
   */
  default List<Condition> conditions() {
    return List.of();
  }

  /** Returns how each clause of this filter judges the event. */
  Clause explain(FilterInput input);
}
