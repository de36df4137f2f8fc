package dev.emitter.filter;

import org.jspecify.annotations.Nullable;

/**
 * What a filter said of an event: it matches, it does not, or it could not tell, which counts as no
 * match (requirement D4). Immutable.
 */
public final class FilterResult {

  /** The event is let through. */
  public static final FilterResult MATCH = new FilterResult(true, null);

  /** The event is not let through. */
  public static final FilterResult NO_MATCH = new FilterResult(false, null);

  private final boolean matches;
  private final @Nullable String failure;

  private FilterResult(boolean matches, @Nullable String failure) {
    this.matches = matches;
    this.failure = failure;
  }

  /** Returns the result for a plain answer. */
  public static FilterResult of(boolean matches) {
    return matches ? MATCH : NO_MATCH;
  }

  /** Returns the result of a filter that could not be evaluated, with a reason for a person. */
  public static FilterResult failed(String reason) {
    return new FilterResult(false, reason);
  }

  /** Returns whether the event is let through. */
  public boolean matches() {
    return matches;
  }

  /** Returns why the filter could not be evaluated, or null when it was. */
  public @Nullable String failure() {
    return failure;
  }
}
