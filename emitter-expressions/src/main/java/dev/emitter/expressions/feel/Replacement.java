package dev.emitter.expressions.feel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a match is replaced with: XPath functions 5.6.4. */
final class Replacement {

  private record Part(String text, int group) {}

  private final List<Part> parts;

  private Replacement(List<Part> parts) {
    this.parts = parts;
  }

  static Replacement literal(String text) {
    return new Replacement(List.of(new Part(text, -1)));
  }

  /** Returns null if a dollar sign or backslash has no meaning. */
  static @Nullable Replacement parse(String text, int groups) {
    List<Part> parts = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at, groups);
      if (end < 0) {
        return null;
      }
      if (text.charAt(at) == '$') {
        parts.add(new Part(plain.toString(), Integer.parseInt(text.substring(at + 1, end))));
        plain.setLength(0);
      } else {
        plain.append(text.charAt(end - 1));
      }
      at = end;
    }
    parts.add(new Part(plain.toString(), -1));
    return new Replacement(parts);
  }

  /** Returns where the character, escape or group that begins here ends; -1 if it is none. */
  private static int end(String text, int at, int groups) {
    char c = text.charAt(at);
    if (c != '\\' && c != '$') {
      return at + 1;
    }
    char following = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (c == '$') {
      return isDigit(following) ? groupEnd(text, at + 1, groups) : -1;
    }
    return following == '\\' || following == '$' ? at + 2 : -1;
  }

  /** As many digits count as make the number of a group. */
  private static int groupEnd(String text, int start, int groups) {
    int end = start + 1;
    int number = text.charAt(start) - '0';
    while (end < text.length()
        && isDigit(text.charAt(end))
        && number * 10 + text.charAt(end) - '0' <= groups) {
      number = number * 10 + text.charAt(end++) - '0';
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Appends the replacement of one match, as {@link RegularExpression#find} gives it. */
  void appendTo(Run run, StringBuilder out, String text, int[] match) {
    for (Part part : parts) {
      out.append(part.text());
      boolean exists = part.group() >= 0 && 2 * part.group() < match.length;
      if (exists && match[2 * part.group()] >= 0) {
        out.append(text, match[2 * part.group()], match[2 * part.group() + 1]);
      }
      run.charge(1);
      run.checkText(out.length());
    }
  }
}
