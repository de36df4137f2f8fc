package dev.emitter.expressions.cesql;

import java.util.List;

/** The tokens of a source, read from left to right with one token of lookahead. */
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

  /** Returns the token after the next one. */
  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean nextIs(String text) {
    return peek().is(text);
  }

  /** Moves past the next token if it is this symbol or keyword. */
  boolean take(String text) {
    if (nextIs(text)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String text, String hint) {
    Token token = peek();
    if (!take(text)) {
      throw source.refuse(token, '"' + text + '"', hint);
    }
  }
}
