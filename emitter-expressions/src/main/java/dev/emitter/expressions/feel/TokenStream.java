package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a source, read from left to right with any lookahead. */
final class TokenStream {

  private static final Token NOTHING = new Token(TokenKind.END, "", 0, 0);

  private static final int MOST_PATH_TOKENS = 20;

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

  /** Returns a token ahead, or behind if negative; the end of the expression if there is none. */
  Token peek(int ahead) {
    int index = at + ahead;
    return index < 0 ? NOTHING : tokens.get(Math.min(index, tokens.size() - 1));
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

  /** Moves past a symbol or word that ends what stands before it, and is not there by a slip. */
  void expectAfterValue(String text, String hint) {
    if (!take(text)) {
      throw new OperatorHints(this).afterValue('"' + text + '"', hint);
    }
  }

  /** Returns a literal ahead as FEEL has it, single quotes being doubled; null if it is none. */
  @Nullable String literal(int ahead) {
    Token token = peek(ahead);
    if (token.isSymbol("'")) {
      int end = source.text().indexOf('\'', token.end());
      return end < 0 ? null : '"' + source.text().substring(token.end(), end) + '"';
    }
    boolean literal =
        token.kind() == TokenKind.STRING
            || token.kind() == TokenKind.NUMBER
            || token.is("null")
            || token.is("true")
            || token.is("false");
    return literal ? source.text(token) : null;
  }

  /** Returns the path that ends before a token, or "x" if what stands there is no path. */
  String valueBefore(int ahead) {
    int first = ahead;
    while (ahead - first < MOST_PATH_TOKENS && isPathPart(peek(first - 1))) {
      first = peek(first - 1).is("]") ? opening(first - 1) : first - 1;
    }
    return first < ahead && peek(first).isWord()
        ? source.text().substring(peek(first).start(), peek(ahead - 1).end())
        : "x";
  }

  /** Returns where the bracket opens that a token closes. */
  private int opening(int closing) {
    int open = 0;
    int at = closing;
    do {
      open += peek(at).is("]") ? 1 : peek(at).is("[") ? -1 : 0;
      at--;
    } while (open > 0 && peek(at).kind() != TokenKind.END);
    return at + 1;
  }

  private static boolean isPathPart(Token token) {
    return token.isSymbol(".")
        || token.isSymbol("]")
        || token.kind() == TokenKind.NUMBER
        || (token.isWord() && !NameReader.KEYWORDS.contains(token.text()));
  }

  /** Returns what the comparison before here compares, or "x". */
  String comparedBefore() {
    for (int i = -2; peek(i).kind() != TokenKind.END; i--) {
      if (Comparator.of(peek(i)) != null || peek(i).is("in") || peek(i).is("between")) {
        return valueBefore(i);
      } else if (peek(i).is("and") || peek(i).is("or")) {
        return "x";
      }
    }
    return "x";
  }

  /** Returns how to read a field that has no name of FEEL. */
  String getValue(String context, String name) {
    return "write "
        + new ConversionHints(source.whole()).member(context, name)
        + " for a field of that name";
  }

  /** Returns how to read a member that somebody wrote in brackets. */
  String member(String context, String name) {
    return new ConversionHints(source.whole()).plainMember(context, name);
  }
}
