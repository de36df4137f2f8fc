package dev.emitter.expressions.cesql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a source into tokens: section 2. Signs are symbols; the parser joins them to integers. */
final class Lexer {

  private static final List<String> LONG_SYMBOLS = List.of("!=", "<>", "<=", ">=");
  private static final String SHORT_SYMBOLS = "+-*/%(),=<>";

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
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      string();
    } else if (isWord(c)) {
      word();
    } else {
      symbol();
    }
  }

  private void string() {
    StringLiteral literal = StringLiteral.read(source, at);
    tokens.add(new Token(TokenKind.STRING, literal.value(), at, literal.end()));
    at = literal.end();
  }

  private void word() {
    int end = at;
    boolean digits = true;
    while (end < text.length() && isWord(text.charAt(end))) {
      digits &= isDigit(text.charAt(end));
      end++;
    }
    add(digits ? TokenKind.INTEGER : TokenKind.WORD, end);
  }

  private void symbol() {
    for (String symbol : LONG_SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(TokenKind.SYMBOL, at + symbol.length());
        return;
      }
    }
    if (SHORT_SYMBOLS.indexOf(text.charAt(at)) < 0) {
      String shown = '"' + new String(Character.toChars(text.codePointAt(at))) + '"';
      throw source.refuse(
          at, shown, "an attribute, a literal or an operator", hint(text.charAt(at)));
    }
    add(TokenKind.SYMBOL, at + 1);
  }

  private static String hint(char c) {
    return switch (c) {
      case '&' -> "write \"AND\" instead of \"&&\"";
      case '|' -> "write \"OR\" instead of \"||\"";
      case '!' -> "write \"NOT\" to negate, \"!=\" to compare";
      case '\u201c', '\u201d', '\u201e', '\u2018', '\u2019', '\u00ab', '\u00bb' ->
          "write straight quotes: 'text'";
      case '\\' -> "write the quotation mark without the backslash; only JSON needs one";
      case '$', '#' -> "attributes are written as they are, such as type";
      case '~', '^' -> "write x LIKE 'text%' to compare with a pattern";
      case '\u2265' -> "write >=";
      case '\u2264' -> "write <=";
      case '\u2260' -> "write !=";
      case '.' -> "only attributes of the event can be read, not its data; use FEEL for the data";
      case '[', '{' -> "sets are written in round brackets";
      case ';' -> "an expression needs no semicolon";
      case '`' -> "strings are written in single or double quotes, attributes in none";
      default -> "";
    };
  }

  private void add(TokenKind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at, end));
    at = end;
  }

  private void skipBlank() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
