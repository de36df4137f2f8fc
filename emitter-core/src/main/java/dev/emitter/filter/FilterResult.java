package dev.emitter.filter;

import org.jspecify.annotations.Nullable;

/**
 * What a filter said of an event: it matches, it does not, or it could not tell, because the event
 * lacks what it reads (null) or because it failed; both count as no match. Immutable.
 */
public final class FilterResult {

  /** The event is let through. */
  public static final FilterResult MATCH = new FilterResult(true, false, null);

  /** The event is not let through. */
  public static final FilterResult NO_MATCH = new FilterResult(false, false, null);

  /** The event is not let through, as it lacks what the filter reads; no failure. */
  public static final FilterResult NULL = new FilterResult(false, true, null);

  private final boolean matches;
  private final boolean isNull;
  private final @Nullable String failure;

  private FilterResult(boolean matches, boolean isNull, @Nullable String failure) {
    this.matches = matches;
    this.isNull = isNull;
    this.failure = failure;
  }

  /** Returns the result for a plain answer. */
  public static FilterResult of(boolean matches) {
    return matches ? MATCH : NO_MATCH;
  }

  /** Returns the result of a filter that could not be evaluated, with a reason for a person. */
  public static FilterResult failed(String reason) {
    return new FilterResult(false, false, reason);
  }

  /** Returns whether the event is let through. */
  public boolean matches() {
    return matches;
  }

  /** Returns whether there was no answer because the event lacks what the filter reads. */
  public boolean isNull() {
    return isNull;
  }

  /** Returns why the filter could not be evaluated, or null when it was. */
  public @Nullable String failure() {
    return failure;
  }
}
