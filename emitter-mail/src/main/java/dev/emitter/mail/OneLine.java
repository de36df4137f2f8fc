package dev.emitter.mail;

import dev.emitter.problem.Printable;

/**
 * Makes one line of a text that users or receivers have written, so that it cannot add a header to
 * a mail, nor a line that looks like one of ours.
 */
final class OneLine {

  private static final String CUT = "...";

  private OneLine() {}

  /** Returns the text, {@link Printable}, cut when it is then longer than so many characters. */
  static String of(String text, int max) {
    String line = Printable.line(text);
    if (line.length() <= max) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(max - 1)) ? max - 1 : max;
    return line.substring(0, end) + CUT;
  }
}
