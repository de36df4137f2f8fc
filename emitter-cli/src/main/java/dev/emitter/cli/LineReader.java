package dev.emitter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines as bytes within bounded memory, counting them from 1. A line ends with LF or CR LF or
 * the input; a byte order mark before the first one is passed over. Not thread-safe.
 */
final class LineReader {

  /** The bytes of the longest line that is kept. */
  static final int LONGEST = 16 << 20;

  private static final int USUAL = 1 << 16;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final byte[] chunk = new byte[USUAL];
  private int at;
  private int end;
  private byte[] line = new byte[USUAL];
  private int length;
  private boolean tooLong;
  private boolean returned;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Reads the next line; returns whether there was one. On a failure it counts the broken one. */
  boolean next() throws IOException {
    line = line.length > USUAL * 16 ? new byte[USUAL] : line;
    length = 0;
    tooLong = false;
    number++;
    boolean begun = false;
    while (at < end || fill()) {
      begun = true;
      int stop = lineFeed();
      keep(stop);
      at = stop + 1;
      if (stop < end) {
        break;
      }
    }
    trim();
    return begun;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  private int lineFeed() {
    for (int i = at; i < end; i++) {
      if (chunk[i] == '\n') {
        return i;
      }
    }
    return end;
  }

  private void keep(int stop) {
    int more = stop - at;
    if (tooLong || length + more > LONGEST) {
      tooLong = true;
      return;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(line.length * 2, length + more)));
    }
    System.arraycopy(chunk, at, line, length, more);
    length += more;
  }

  private void trim() {
    returned = length > 0 && line[length - 1] == '\r';
    if (returned) {
      length--;
    }
    if (number == 1 && length >= MARK.length && Arrays.equals(line, 0, MARK.length, MARK, 0, 3)) {
      length -= MARK.length;
      System.arraycopy(line, MARK.length, line, 0, length);
    }
  }

  /** Returns what holds the line, from its start on; the next line overwrites it. */
  byte[] bytes() {
    return line;
  }

  /** Returns how many bytes the line has. */
  int length() {
    return length;
  }

  /** Returns whether the line ended with CR LF, or with CR and the input. */
  boolean endsWithReturn() {
    return returned;
  }

  /** Returns whether the line was longer than what is kept. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Returns whether the line holds white space alone. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return !tooLong;
  }

  /** Returns the number of the line, counted from 1. */
  long number() {
    return number;
  }
}
