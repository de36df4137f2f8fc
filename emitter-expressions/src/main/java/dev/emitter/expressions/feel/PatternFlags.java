package dev.emitter.expressions.feel;

/** The flags of a regular expression: XPath functions 5.6.1.1. */
record PatternFlags(
    boolean dotAll, boolean lines, boolean ignoreCase, boolean extended, boolean literal) {

  static PatternFlags parse(String text) {
    if (!text.chars().allMatch(c -> "smixq".indexOf(c) >= 0)) {
      throw new PatternRefused("flags are \"s\", \"m\", \"i\", \"x\" and \"q\"");
    }
    return new PatternFlags(
        text.indexOf('s') >= 0,
        text.indexOf('m') >= 0,
        text.indexOf('i') >= 0,
        text.indexOf('x') >= 0,
        text.indexOf('q') >= 0);
  }

  /**
   * Returns a pattern without the white space that the flag {@code x} ignores: all outside of
   * classes.
   */
  String effective(String pattern) {
    if (!extended || literal) {
      return pattern;
    }
    StringBuilder kept = new StringBuilder();
    int classes = 0;
    boolean escaped = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (classes == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
        continue;
      }
      kept.append(c);
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '[') {
        classes++;
      } else if (c == ']' && classes > 0) {
        classes--;
      }
    }
    return kept.toString();
  }
}
