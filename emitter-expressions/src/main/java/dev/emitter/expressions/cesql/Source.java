package dev.emitter.expressions.cesql;

import dev.emitter.expressions.ExpressionException;
import dev.emitter.expressions.SourcePosition;

/** The text of an expression, and the refusals that point into it. */
record Source(String text) {

  SourcePosition position(int offset) {
    return SourcePosition.of(text, offset);
  }

  ExpressionException refuse(int offset, String found, String expected, String hint) {
    return new ExpressionException(position(offset), found, expected, hint);
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
