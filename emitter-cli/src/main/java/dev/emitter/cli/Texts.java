package dev.emitter.cli;

import java.util.Locale;

/** Prepares text that strangers wrote for a terminal. */
final class Texts {

  private Texts() {}

  /** Returns the text on one line, without control characters. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> line.appendCodePoint(isPlain(c) ? c : ' '));
    return line.toString();
  }

  private static boolean isPlain(int c) {
    int kind = Character.getType(c);
    return !Character.isISOControl(c)
        && kind != Character.FORMAT
        && kind != Character.LINE_SEPARATOR
        && kind != Character.PARAGRAPH_SEPARATOR
        && kind != Character.SURROGATE;
  }

  static String quoted(String text) {
    return '"' + oneLine(text) + '"';
  }

  /** Returns a number with its noun, in the plural unless it is one. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** Returns the text, cut with an ellipsis if it has more characters than the limit. */
  static String shortened(String text, int limit) {
    if (text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, Math.max(0, limit - 1))) + "…";
  }
}
