package dev.emitter.expressions.feel;

import java.util.Set;

/** Joins words, and in known names symbols as well, to names. */
final class NameReader {

  static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "or",
          "in",
          "between",
          "then",
          "else",
          "return",
          "satisfies",
          "if",
          "for",
          "some",
          "every",
          "true",
          "false",
          "null");

  private final TokenStream tokens;
  private final KnownNames names;

  NameReader(TokenStream tokens, KnownNames names) {
    this.tokens = tokens;
    this.names = names;
  }

  /**
   * Reads the longest name in scope, or else all words up to the next keyword: no operator could
   * join them.
   */
  String variable() {
    int length = longestKnown();
    if (length > 1 || (length == 1 && names.isInScope(tokens.peek().text()))) {
      return read(length);
    }
    return read(words());
  }

  /** Reads the name after a dot. */
  String member() {
    if (!tokens.peek().isWord()) {
      throw tokens.source().refuse(tokens.peek(), "a name after \".\"", memberHint());
    }
    return read(Math.max(longestKnown(), words()));
  }

  private String memberHint() {
    Token token = tokens.peek();
    String context = tokens.valueBefore(-1);
    if (token.kind() == TokenKind.STRING) {
      return tokens.getValue(context, token.text());
    } else if (token.isSymbol("*")) {
      return "a name after a list reads that member of every item";
    } else if (token.kind() != TokenKind.NUMBER) {
      return "";
    }
    return Character.isDigit(context.charAt(0))
        ? "write numbers without separators, with one decimal point"
        : "items have their number, from 1, in brackets: " + context + "[" + next(token) + "]";
  }

  private static String next(Token index) {
    return index.text().matches("[0-9]{1,9}")
        ? String.valueOf(Long.parseLong(index.text()) + 1)
        : "1";
  }

  /** Reads the name of a variable that is being declared, which ends before a word or symbol. */
  String declaration(String... ends) {
    Token first = tokens.peek();
    if (!first.isWord()) {
      String hint =
          Comparator.of(first) == null
              ? "names start with a letter or \"_\""
              : tokens.getValue("", tokens.peek(-1).text());
      throw tokens.source().refuse(first, "a name", hint);
    }
    StringBuilder name = new StringBuilder(tokens.next().text());
    for (Token previous = first; KnownNames.isNamePart(tokens.peek()) && !endsAt(ends); ) {
      Token token = tokens.next();
      KnownNames.append(name, token, previous);
      previous = token;
    }
    return name.toString();
  }

  /** Returns how many tokens the name before a colon has, or 0 if there is no such name. */
  int tokensBeforeColon() {
    if (!tokens.peek().isWord()) {
      return 0;
    }
    int count = 1;
    while (KnownNames.isNamePart(tokens.peek(count))) {
      count++;
    }
    return tokens.peek(count).isSymbol(":") ? count : 0;
  }

  private boolean endsAt(String... ends) {
    for (String end : ends) {
      if (tokens.nextIs(end)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many tokens the longest known name here has; 0 if there is none. */
  private int longestKnown() {
    StringBuilder name = new StringBuilder(tokens.peek().text());
    int length = names.isKnown(tokens.peek().text()) ? 1 : 0;
    int limit = names.longestFrom(tokens.peek().text());
    for (int i = 1; i < limit && KnownNames.isNamePart(tokens.peek(i)); i++) {
      KnownNames.append(name, tokens.peek(i), tokens.peek(i - 1));
      if (names.isKnown(name.toString())) {
        length = i + 1;
      }
    }
    return length;
  }

  private int words() {
    int length = 1;
    while (continuesWords(tokens.peek(length), tokens.peek(length + 1))) {
      length++;
    }
    return length;
  }

  private static boolean continuesWords(Token token, Token following) {
    return switch (token.kind()) {
      case NUMBER -> true;
      case WORD ->
          !KEYWORDS.contains(token.text()) && !(token.is("instance") && following.is("of"));
      default -> false;
    };
  }

  private String read(int length) {
    Token previous = tokens.next();
    StringBuilder name = new StringBuilder(previous.text());
    for (int i = 1; i < length; i++) {
      Token token = tokens.next();
      KnownNames.append(name, token, previous);
      previous = token;
    }
    return name.toString();
  }
}
