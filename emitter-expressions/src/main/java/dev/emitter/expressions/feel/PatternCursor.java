package dev.emitter.expressions.feel;

/** A place in a regular expression. */
final class PatternCursor {

  private static final int LARGEST_NUMBER = 100_000;

  private final String pattern;
  private int at;

  PatternCursor(String pattern) {
    this.pattern = pattern;
  }

  boolean atEnd() {
    return at == pattern.length();
  }

  /** Returns the next code point, or -1 at the end. */
  int peek() {
    return atEnd() ? -1 : pattern.codePointAt(at);
  }

  boolean peekIs(char c) {
    return peek() == c;
  }

  boolean startsWith(String text) {
    return pattern.startsWith(text, at);
  }

  int next() {
    if (atEnd()) {
      throw new PatternRefused("it ends too early");
    }
    int c = peek();
    at += Character.charCount(c);
    return c;
  }

  boolean take(char c) {
    if (peekIs(c)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c) {
    if (!take(c)) {
      throw new PatternRefused("\"" + c + "\" is missing");
    }
  }

  int number() {
    int value = 0;
    boolean any = false;
    while (peek() >= '0' && peek() <= '9') {
      value = Math.min(LARGEST_NUMBER, value * 10 + next() - '0');
      any = true;
    }
    if (!any) {
      throw new PatternRefused("a number is missing after \"{\"");
    }
    return value;
  }

  String until(char end) {
    int index = pattern.indexOf(end, at);
    if (index < 0) {
      throw new PatternRefused("\"" + end + "\" is missing");
    }
    String text = pattern.substring(at, index);
    at = index + 1;
    return text;
  }
}
