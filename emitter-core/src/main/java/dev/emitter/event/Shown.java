package dev.emitter.event;

import dev.emitter.problem.Printable;

/** Shows a value in a message so that it cannot fill a line of a log. */
final class Shown {

  private static final int LONGEST = 60;

  private Shown() {}

  /** Returns the text in quotes, shortened and {@link Printable}. */
  static String quoted(String text) {
    boolean fits = text.codePointCount(0, text.length()) <= LONGEST;
    String head = fits ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
    return '"' + Printable.line(head) + '"';
  }
}
