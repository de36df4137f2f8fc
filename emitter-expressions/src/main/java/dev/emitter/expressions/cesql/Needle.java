package dev.emitter.expressions.cesql;

/** A text to search for in linear time, by the algorithm of Knuth, Morris and Pratt. */
final class Needle {

  private final String text;
  private final int[] borders;

  Needle(String text) {
    this.text = text;
    this.borders = new int[text.length()];
    for (int i = 1, border = 0; i < text.length(); i++) {
      border = extended(border, text.charAt(i));
      borders[i] = border;
    }
  }

  /** Returns how much of the needle ends at a character, if that much ended before it. */
  private int extended(int before, char c) {
    int matched = before;
    while (matched > 0 && text.charAt(matched) != c) {
      matched = borders[matched - 1];
    }
    return text.charAt(matched) == c ? matched + 1 : matched;
  }

  /** Returns where the first occurrence between two places ends, or -1. */
  int endIn(String haystack, int from, int to) {
    int matched = 0;
    for (int i = from; i < to; i++) {
      matched = extended(matched, haystack.charAt(i));
      if (matched == text.length()) {
        return i + 1;
      }
    }
    return -1;
  }
}
