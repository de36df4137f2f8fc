package dev.emitter.expressions.feel;

import java.util.List;

/** The tokens of a source, read from left to right with any lookahead. */
final class TokenStream {

  private final Source source;
  private final List<Token> tokens;
  private int at;

  TokenStream(Source source) {
    this.source = source;
    this.tokens = Lexer.tokens(source);
  }

  Source source() {
    return source;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  /** Returns the source text from a token to the one before the next. */
  String textSince(Token first) {
    return source.text().substring(first.start(), tokens.get(Math.max(0, at - 1)).end());
  }

  void skip(int count) {
    at += count;
  }

  boolean nextIs(String text) {
    return peek().is(text);
  }

  /** Moves past the next token if it is this symbol or word. */
  boolean take(String text) {
    if (nextIs(text)) {
      at++;
      return true;
    }
    return false;
  }

  /**
   * Moves past a comma if one is next, which the end of the list may not follow.
   *
   * @param end the symbol after the list, or an empty string for the end of the expression
   */
  boolean takeComma(String end) {
    Token comma = peek();
    if (!take(",")) {
      return false;
    }
    if (end.isEmpty() ? peek().kind() == TokenKind.END : nextIs(end)) {
      throw source.refuse(comma, "the end of the list", "leave out the comma after the last one");
    }
    return true;
  }

  Token expect(String text, String hint) {
    Token token = peek();
    if (!take(text)) {
      throw source.refuse(token, '"' + text + '"', hint);
    }
    return token;
  }
}
