package dev.emitter.expressions;

import java.io.Serial;

/**
 * An expression that was refused when it was compiled. Immutable and thread-safe.
 *
 * <p>The message is complete for whoever wrote the expression: where, what was found, what was
 * expected and a hint.
 */
public final class ExpressionException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final SourcePosition position;
  private final String found;
  private final String expected;
  private final String hint;

  /**
   * Creates the refusal of an expression.
   *
   * @param position where the problem starts
   * @param found what is written there
   * @param expected what the language, or the budget, asks for there
   * @param hint what to do about it, or an empty string
   */
  public ExpressionException(SourcePosition position, String found, String expected, String hint) {
    super(
        "line %d, column %d: found %s, expected %s%s"
            .formatted(
                position.line(),
                position.column(),
                found,
                expected,
                hint.isEmpty() ? "" : "; " + hint));
    this.position = position;
    this.found = found;
    this.expected = expected;
    this.hint = hint;
  }

  /** Returns where the problem starts. */
  public SourcePosition position() {
    return position;
  }

  /** Returns what was found, such as {@code "=="} or {@code the end of the expression}. */
  public String found() {
    return found;
  }

  /** Returns what was expected instead. */
  public String expected() {
    return expected;
  }

  /** Returns what to do about it; empty if there is nothing to say beyond what was expected. */
  public String hint() {
    return hint;
  }
}
