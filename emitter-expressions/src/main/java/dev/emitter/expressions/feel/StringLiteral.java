package dev.emitter.expressions.feel;

/** A string literal: grammar rules 33 and 64. */
record StringLiteral(String value, int end) {

  static StringLiteral read(Source source, int start) {
    String text = source.text();
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at = escape(text, at, value);
      } else {
        value.append(text.charAt(at++));
      }
    }
    if (at >= text.length()) {
      throw source.refuse(
          start, "a string without end", "a closing quotation mark", mend(text, start));
    }
    return new StringLiteral(value.toString(), at + 1);
  }

  /** An escaped quotation mark ends nothing, and one right after a word has lost its partner. */
  private static String mend(String text, int start) {
    int word = start;
    while (word > 0 && NameCharacters.continuesName(text.charAt(word - 1))) {
      word--;
    }
    if (word < start) {
      return "write quotation marks on both sides: \"" + text.substring(word, start) + "\"";
    }
    return text.indexOf("\\\"", start + 1) > 0
        ? "\\\" is a quotation mark within the string; end it with \" alone"
        : "";
  }

  /**
   * Appends what an escape stands for; a backslash before any other character stays, for regular
   * expressions.
   */
  private static int escape(String text, int at, StringBuilder value) {
    char c = text.charAt(at + 1);
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case '"', '\'', '\\' -> value.append(c);
      case 'u' -> {
        return hexadecimal(text, at, 4, value);
      }
      case 'U' -> {
        return hexadecimal(text, at, 6, value);
      }
      default -> value.append('\\').append(c);
    }
    return at + 2;
  }

  private static int hexadecimal(String text, int at, int digits, StringBuilder value) {
    int end = at + 2 + digits;
    int codePoint = end <= text.length() ? parse(text.substring(at + 2, end)) : -1;
    if (!Character.isValidCodePoint(codePoint)) {
      value.append(text, at, at + 2);
      return at + 2;
    }
    value.appendCodePoint(codePoint);
    return end;
  }

  private static int parse(String hexadecimal) {
    int value = 0;
    for (int i = 0; i < hexadecimal.length(); i++) {
      int digit = Character.digit(hexadecimal.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
