package dev.emitter.filter;

/** A compiled filter. Implementations are immutable, thread-safe, and never throw for an event. */
public interface EventFilter {

  /** Returns whether the event is let through. */
  FilterResult test(FilterInput input);

  /** Returns how each clause of this filter judges the event (requirement D8). */
  Clause explain(FilterInput input);
}
