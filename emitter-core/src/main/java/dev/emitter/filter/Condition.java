package dev.emitter.filter;

import java.util.Set;

/**
 * A condition without which a filter never matches: a field of the event is one of a few constants.
 * Necessary, not sufficient. It lets an emitter be passed over without evaluating its filter.
 * Immutable and thread-safe.
 *
 * @param field what is looked at
 * @param values the constants, in the form in which {@link EventField#find} gives what it finds
 */
public record Condition(EventField field, Set<Object> values) {

  /** Copies the constants. */
  public Condition {
    values = Set.copyOf(values);
  }
}
