package dev.emitter.mail;

/**
 * Makes one line of a text that users or receivers have written, so that it cannot add a header to
 * a mail, nor a line that looks like one of ours.
 */
final class OneLine {

  private static final String CUT = "...";

  private OneLine() {}

  /**
   * Returns the text with a space for each character that is not seen (line breaks, controls,
   * direction marks, halves of characters), cut when it is longer than so many characters.
   */
  static String of(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + CUT.length());
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (line.length() + Character.charCount(character) > max) {
        return line.append(CUT).toString();
      }
      line.appendCodePoint(isSeen(character) ? character : ' ');
    }
    return line.toString();
  }

  private static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
