package dev.emitter.channel;

import org.jspecify.annotations.Nullable;

/**
 * Whether a channel would work now. Immutable.
 *
 * @param fault what stands in the way and what to do, or null when nothing does
 */
public record CheckResult(@Nullable String fault) {

  /** It would work. */
  public static final CheckResult OK = new CheckResult(null);

  /** Returns the answer that something stands in the way. */
  public static CheckResult failing(String fault) {
    return new CheckResult(fault);
  }

  /** Returns whether it would work. */
  public boolean ok() {
    return fault == null;
  }
}
