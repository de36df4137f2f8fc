package dev.emitter.expressions.cesql;

/**
 * A token of the source.
 *
 * @param text the source text; of a string, its value
 */
record Token(TokenKind kind, String text, int start, int end) {

  private static final int MOST_SHOWN = 40;

  /** Returns whether this is a symbol, or a word in any case: section 2. */
  boolean is(String symbolOrKeyword) {
    return (kind == TokenKind.SYMBOL || kind == TokenKind.WORD)
        && text.equalsIgnoreCase(symbolOrKeyword);
  }

  /** Returns how a message names this token. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the expression";
      case STRING -> "a string";
      default ->
          '"' + (text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text) + '"';
    };
  }
}
