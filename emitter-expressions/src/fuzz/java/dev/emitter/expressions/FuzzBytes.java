package dev.emitter.expressions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the fuzzer gave, read from left to right: texts that end with a zero byte, and numbers. After
 * the end follow bytes that depend on the place alone, so that a seed needs to be no more than a
 * text. Not thread-safe.
 */
public final class FuzzBytes {

  private final byte[] bytes;
  private int at;

  /** Reads these bytes. */
  public FuzzBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the text up to the next zero byte, or to the end. */
  public String text() {
    int end = at;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return textTo(end, end + 1);
  }

  /** Returns a text of so many bytes, or of those that are left. */
  public String text(int length) {
    int end = Math.min(bytes.length, at + length);
    return textTo(end, end);
  }

  private String textTo(int end, int next) {
    int start = Math.min(at, bytes.length);
    at = Math.max(at, next);
    return end <= start
        ? ""
        : new String(Arrays.copyOfRange(bytes, start, end), StandardCharsets.UTF_8);
  }

  /** Returns a number from 0 to 255. */
  public int next() {
    int place = at++;
    return place < bytes.length ? bytes[place] & 0xFF : (place * 167) >>> 2 & 0xFF;
  }

  /** Returns a number from 0 to less than a limit of at most 256. */
  public int next(int limit) {
    return next() % limit;
  }

  /** Returns a number of so many bytes. */
  public long number(int size) {
    long number = (byte) next();
    for (int i = 1; i < size; i++) {
      number = number << 8 | next();
    }
    return number;
  }
}
