package dev.emitter.expressions.cesql;

/** The kinds of tokens. */
enum TokenKind {
  WORD,
  INTEGER,
  STRING,
  SYMBOL,
  END
}
