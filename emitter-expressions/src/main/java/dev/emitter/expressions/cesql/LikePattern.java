package dev.emitter.expressions.cesql;

import java.util.ArrayList;
import java.util.List;

/** A pattern of {@code LIKE}: section 3.4.3. */
interface LikePattern {

  /** Stands for {@code %} in a parsed pattern. */
  int ANY = -1;

  /** Stands for {@code _} in a parsed pattern. */
  int ONE = -2;

  boolean matches(Run run, String text);

  static LikePattern of(String pattern) {
    List<Integer> parsed = parse(pattern);
    return parsed.contains(ONE) ? new WildcardPattern(parsed) : LiteralPattern.of(parsed);
  }

  /** A backslash before anything but the two wildcards is a backslash. */
  private static List<Integer> parse(String pattern) {
    List<Integer> parsed = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      int c = pattern.codePointAt(at);
      if (c == '\\' && (pattern.startsWith("%", at + 1) || pattern.startsWith("_", at + 1))) {
        parsed.add((int) pattern.charAt(++at));
      } else {
        parsed.add(c == '%' ? ANY : c == '_' ? ONE : c);
      }
      at += Character.charCount(c);
    }
    return parsed;
  }
}
