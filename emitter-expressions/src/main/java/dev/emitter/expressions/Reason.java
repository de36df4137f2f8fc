package dev.emitter.expressions;

/**
 * Why a part of an expression was null. Immutable and thread-safe.
 *
 * @param position where in the expression
 * @param message what happened and what to do about it; it never contains a value of the data
 */
public record Reason(SourcePosition position, String message) {

  @Override
  public String toString() {
    return position + ": " + message;
  }
}
