package dev.emitter.expressions.feel;

import dev.emitter.expressions.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The reason that the data lacks what a part of an expression reads. Data lacks fields often, so it
 * is made once, when it is first needed, for all evaluations.
 */
final class MissingData {

  private final int position;
  private final String message;
  private @Nullable Reason reason;

  MissingData(int position, String message) {
    this.position = position;
    this.message = message;
  }

  /** Notes the reason, and returns null in place of what is missing. */
  @Nullable Object in(Run run) {
    Reason made = reason;
    if (made == null) {
      made = new Reason(run.source(position), message, true);
      reason = made; // Threads that do not see it yet make their own, which is equal.
    }
    return run.note(made);
  }
}
