package dev.emitter.expressions;

import java.util.Locale;

/**
 * Changes the case of text in time that grows with its length alone. Java's own methods copy the
 * whole text for each character that becomes several. Stateless and thread-safe.
 */
public final class LetterCase {

  private static final int PART = 64;

  private LetterCase() {}

  /** Returns a text in upper case, whatever the locale. */
  public static String upper(String text) {
    if (text.length() <= PART) {
      return text.toUpperCase(Locale.ROOT);
    }
    StringBuilder upper = new StringBuilder(text.length());
    for (int start = 0; start < text.length(); ) {
      int end = Math.min(start + PART, text.length());
      end += end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
      upper.append(text.substring(start, end).toUpperCase(Locale.ROOT));
      start = end;
    }
    return upper.toString();
  }

  /**
   * Returns a text in lower case, whatever the locale. The only character that becomes two is
   * written as these first; in parts, the last sigma of a word would be mistaken for one within it.
   */
  public static String lower(String text) {
    return text.replace("\u0130", "i\u0307").toLowerCase(Locale.ROOT);
  }
}
