package dev.emitter.expressions;

/**
 * What an expression is allowed to say, but was most likely meant to say otherwise. It refuses
 * nothing. Immutable and thread-safe.
 *
 * @param position where it stands
 * @param message what it means as it is
 * @param hint what to write instead
 */
public record ExpressionWarning(SourcePosition position, String message, String hint) {

  /** Returns the line of the source, from 1. */
  public int line() {
    return position.line();
  }

  /** Returns the column in that line, from 1. */
  public int column() {
    return position.column();
  }

  @Override
  public String toString() {
    return position + ": " + message + "; " + hint;
  }
}
