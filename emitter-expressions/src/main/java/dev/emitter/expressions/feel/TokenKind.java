package dev.emitter.expressions.feel;

/** The kinds of tokens. */
enum TokenKind {
  WORD,
  NUMBER,
  STRING,
  SYMBOL,
  END
}
