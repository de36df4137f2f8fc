package dev.emitter.expressions.cesql;

/**
 * A string literal: section 2.2. A backslash before the delimiter stands for the delimiter; before
 * any other character it stays, for the patterns of {@code LIKE}.
 */
record StringLiteral(String value, int end) {

  static StringLiteral read(Source source, int start) {
    String text = source.text();
    char delimiter = text.charAt(start);
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != delimiter) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        if (text.charAt(at + 1) != delimiter) {
          value.append('\\');
        }
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw source.refuse(start, "a string without end", "a closing " + delimiter, "");
    }
    refuseDoubled(source, at, delimiter);
    return new StringLiteral(value.toString(), at + 1);
  }

  private static void refuseDoubled(Source source, int at, char delimiter) {
    if (source.text().startsWith(String.valueOf(delimiter), at + 1)) {
      throw source.refuse(
          at,
          "a doubled " + delimiter,
          "an operator after the string",
          "write \\" + delimiter + " for " + delimiter + " in a string");
    }
  }
}
