package dev.emitter.channel;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a channel would work now. Immutable. */
public final class CheckResult {

  /** It would work. */
  public static final CheckResult OK = new CheckResult(null);

  private final @Nullable String fault;

  private CheckResult(@Nullable String fault) {
    this.fault = fault;
  }

  /**
   * Returns the answer that something stands in the way.
   *
   * @param fault what that is and what to do
   */
  public static CheckResult failing(String fault) {
    return new CheckResult(fault);
  }

  /** Returns what stands in the way and what to do, or null when nothing does. */
  public @Nullable String fault() {
    return fault;
  }

  /** Returns whether it would work. */
  public boolean ok() {
    return fault == null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CheckResult that && Objects.equals(fault, that.fault);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(fault);
  }

  @Override
  public String toString() {
    return fault == null ? "ok" : fault;
  }
}
