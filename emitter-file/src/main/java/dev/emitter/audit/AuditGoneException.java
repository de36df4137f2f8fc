package dev.emitter.audit;

import dev.emitter.problem.EmitterException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for is not kept any more: a cursor lies before the oldest entry, or is one of a
 * store that was purged. Reading can begin at {@link #oldest()}, and whatever lay between is lost.
 */
public final class AuditGoneException extends EmitterException {

  private static final long serialVersionUID = 1L;

  private final String oldest;
  private final @Nullable Instant oldestAt;

  AuditGoneException(String emitterId, String oldest, @Nullable Instant oldestAt) {
    super(
        "the audit of emitter \""
            + emitterId
            + "\" does not keep so old entries any more; the oldest follows the cursor "
            + oldest
            + (oldestAt == null ? "" : " and is of " + oldestAt)
            + "; read on after that cursor");
    this.oldest = oldest;
    this.oldestAt = oldestAt;
  }

  /** Returns the cursor that the oldest entry follows: give it to {@link AuditQuery#after}. */
  public String oldest() {
    return oldest;
  }

  /** Returns the time of the oldest entry, or null if there is none. */
  public @Nullable Instant oldestAt() {
    return oldestAt;
  }
}
