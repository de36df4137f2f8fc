package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;

/** Cuts a source into tokens, without knowing names: the parser joins words to names. */
final class Lexer {

  private static final List<String> LONG_SYMBOLS = List.of("**", "..", "!=", "<=", ">=", "->");
  private static final String SHORT_SYMBOLS = "+-*/()[]{},:.=<>@'";

  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(Source source) {
    Lexer lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    for (skipBlank(); at < text.length(); skipBlank()) {
      next();
    }
    tokens.add(new Token(TokenKind.END, "", text.length(), text.length()));
  }

  private void next() {
    int c = text.codePointAt(at);
    if (c == '"') {
      StringLiteral literal = StringLiteral.read(source, at);
      add(TokenKind.STRING, literal.value(), literal.end());
    } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !isAfterDotOrName())) {
      add(TokenKind.NUMBER, numberEnd());
    } else if (NameCharacters.startsName(c)) {
      add(TokenKind.WORD, wordEnd());
    } else {
      symbol();
    }
  }

  private boolean isAfterDotOrName() {
    return at > 0
        && (text.charAt(at - 1) == '.' || NameCharacters.continuesName(text.codePointBefore(at)));
  }

  private void symbol() {
    for (String symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(TokenKind.SYMBOL, at + symbol.length());
        return;
      }
    }
    if (SHORT_SYMBOLS.indexOf(text.charAt(at)) < 0) {
      throw unknownCharacter();
    }
    add(TokenKind.SYMBOL, at + 1);
  }

  private RuntimeException unknownCharacter() {
    int quote = text.lastIndexOf('\'', at);
    if (quote >= 0 && text.indexOf('\'', at) > 0 && isSymbol(quote)) {
      String hint = "strings are written in double quotes";
      return source.refuse(quote, "\"'\"", "a value or a name", hint);
    }
    return source.refuse(
        at,
        ForeignSymbols.shown(text, at),
        "a name, a value or an operator",
        ForeignSymbols.hint(text, at));
  }

  private boolean isSymbol(int offset) {
    return tokens.stream()
        .anyMatch(token -> token.start() == offset && token.kind() == TokenKind.SYMBOL);
  }

  private int numberEnd() {
    int end = skipDigits(at);
    if (end < text.length() && text.charAt(end) == '.' && isDigit(end + 1)) {
      end = skipDigits(end + 1);
    }
    return exponentEnd(end);
  }

  private int exponentEnd(int end) {
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int digits = end + 1;
      if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
        digits++;
      }
      return isDigit(digits) ? skipDigits(digits) : end;
    }
    return end;
  }

  private int skipDigits(int from) {
    int end = from;
    while (isDigit(end)) {
      end++;
    }
    return end;
  }

  private int wordEnd() {
    int end = at;
    while (end < text.length() && NameCharacters.continuesName(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private void skipBlank() {
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (NameCharacters.isSpace(c)) {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipComment() {
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw source.refuse(at, "a comment without end", "\"*/\" after it", "");
    }
    at = end + 2;
  }

  private boolean isDigit(int offset) {
    return offset < text.length() && text.charAt(offset) >= '0' && text.charAt(offset) <= '9';
  }

  private void add(TokenKind kind, int end) {
    add(kind, text.substring(at, end), end);
  }

  private void add(TokenKind kind, String value, int end) {
    tokens.add(new Token(kind, value, at, end));
    at = end;
  }
}
