package dev.emitter.cli;

import dev.emitter.problem.Printable;
import java.util.Locale;

/** Prepares text that strangers wrote for a terminal. */
final class Texts {

  private Texts() {}

  /** Returns the text on one line, without characters that cannot be seen. */
  static String oneLine(String text) {
    return Printable.line(text);
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
