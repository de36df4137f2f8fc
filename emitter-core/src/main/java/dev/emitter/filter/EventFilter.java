package dev.emitter.filter;

import dev.emitter.expressions.SharedSteps;
import java.util.List;

/** A compiled filter. Implementations are immutable, thread-safe, and never throw for an event. */
public interface EventFilter {

  /** Returns whether the event is let through. */
  FilterResult test(FilterInput input);

  /**
   * Returns whether the event is let through, with these steps for its expressions instead of their
   * own; if none are left after that, they may not have sufficed.
   */
  default FilterResult test(FilterInput input, SharedSteps steps) {
    return input.sharing(steps, () -> test(input));
  }

  /** Returns how many steps its expressions may take for one event; 0 if there are none. */
  default int steps() {
    return 0;
  }

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
