package dev.emitter.expressions.feel;

/** What to write instead of a constant pattern that does not work. */
final class PatternHint {

  private static final String SPECIAL = "\\|.?*+{}()[]^$";
  private static final int LONGEST = 20;

  private PatternHint() {}

  /**
   * Returns a hint; empty if there is nothing to say.
   *
   * @param matchesEmpty whether the pattern is one, but matches the empty string
   */
  static String of(String pattern, boolean matchesEmpty) {
    if (pattern.isEmpty()) {
      return "an empty pattern matches everywhere; write what to look for";
    }
    if (isSigns(pattern)) {
      String what = pattern.length() == 1 ? "the character " : "the characters ";
      return "write " + literal(escaped(pattern)) + " for " + what + literal(pattern);
    }
    return matchesEmpty ? "write \"+\" instead of \"*\", and nothing that may be left out" : "";
  }

  /** Whoever writes only signs that mean something else in patterns means the signs themselves. */
  private static boolean isSigns(String pattern) {
    return pattern.length() <= LONGEST && pattern.chars().allMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  private static String escaped(String pattern) {
    StringBuilder escaped = new StringBuilder();
    pattern.chars().forEach(c -> escaped.append('\\').append((char) c));
    return escaped.toString();
  }

  /** Returns the text as a literal of FEEL, in which backslashes are doubled. */
  private static String literal(String text) {
    return '"' + text.replace("\\", "\\\\") + '"';
  }
}
