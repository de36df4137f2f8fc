package dev.emitter.expressions;

/**
 * Why a part of an expression was null. Immutable and thread-safe.
 *
 * @param position where in the expression
 * @param message what happened and what to do about it; it never contains a value of the data
 * @param missingData whether it is only that the data lacks what the expression reads
 */
public record Reason(SourcePosition position, String message, boolean missingData) {

  /** Creates a reason that is not about missing data. */
  public Reason(SourcePosition position, String message) {
    this(position, message, false);
  }

  @Override
  public String toString() {
    return position + ": " + message;
  }
}
