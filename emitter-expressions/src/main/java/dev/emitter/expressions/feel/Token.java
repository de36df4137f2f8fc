package dev.emitter.expressions.feel;

/**
 * A token of the source.
 *
 * @param text the source text; of a string, its value
 */
record Token(TokenKind kind, String text, int start, int end) {

  boolean is(String symbolOrWord) {
    return (kind == TokenKind.SYMBOL || kind == TokenKind.WORD) && text.equals(symbolOrWord);
  }

  boolean isSymbol(String symbol) {
    return kind == TokenKind.SYMBOL && text.equals(symbol);
  }

  boolean isWord() {
    return kind == TokenKind.WORD;
  }

  /** Returns how a message names this token. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the expression";
      case STRING -> "a string";
      default -> '"' + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + '"';
    };
  }
}
