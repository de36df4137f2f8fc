package dev.emitter.config;

import dev.emitter.problem.Location;

/** Turns offsets of a text into lines and columns, both counted from 1. */
final class Lines {

  private final String text;

  Lines(String text) {
    this.text = text;
  }

  int line(int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (endsLine(i)) {
        line++;
      }
    }
    return line;
  }

  Location place(String file, int offset) {
    int start = offset;
    while (start > 0 && !endsLine(start - 1)) {
      start--;
    }
    return new Location(file, line(offset), text.codePointCount(start, offset) + 1);
  }

  /** A line ends with LF, CR LF or CR. */
  private boolean endsLine(int index) {
    char here = text.charAt(index);
    boolean beforeFeed = index + 1 < text.length() && text.charAt(index + 1) == '\n';
    return here == '\n' || (here == '\r' && !beforeFeed);
  }
}
