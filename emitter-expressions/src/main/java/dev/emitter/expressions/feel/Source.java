package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SourcePosition;

/**
 * The text of an expression, and the refusals that point into it.
 *
 * @param whole what the expression calls the context of all variables; empty if it has no name
 */
record Source(String text, String whole) {

  Source(String text) {
    this(text, "");
  }

  /** Returns the text of a token as it stands. */
  String text(Token token) {
    return text.substring(token.start(), token.end());
  }

  ExpressionException refuse(int offset, String found, String expected, String hint) {
    return new ExpressionException(SourcePosition.of(text, offset), found, expected, hint);
  }

  ExpressionException refuse(Token token, String expected, String hint) {
    return refuse(token.start(), token.shown(), expected, hint);
  }

  ExpressionException overBudget(int offset, String what, int limit) {
    return refuse(
        offset,
        what,
        "at most " + limit,
        "the budget for expressions is exceeded; use a simpler expression");
  }
}
