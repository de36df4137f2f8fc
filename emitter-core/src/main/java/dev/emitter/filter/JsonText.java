package dev.emitter.filter;

import java.util.Arrays;

/**
 * The bytes of a JSON document, and where its long values end once somebody has passed over one: so
 * that values within each other are not passed over again at each level, which would take time by
 * the length of the text times its depth. Not thread-safe.
 */
final class JsonText {

  private static final int LONG = 2_048;
  private static final int FIRST_VALUES = 64;
  private static final int[] NONE = {};

  private final byte[] bytes;
  private int[] starts = NONE;
  private int[] ends = NONE;
  private int size;
  private boolean noted;

  JsonText(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns where the value ends that begins here. */
  int skipValue(int from, int end) {
    int near = end - from > LONG ? from + LONG : end;
    int at = JsonSkipper.skipValue(bytes, from, near);
    return at < near || near == end ? at : skipLongValue(from, end);
  }

  private int skipLongValue(int from, int end) {
    if (!noted) {
      noted = true;
      note();
    }
    int index = Arrays.binarySearch(starts, 0, size, from);
    return index >= 0 ? Math.min(ends[index], end) : JsonSkipper.skipValue(bytes, from, end);
  }

  /** Notes all long values, in the order in which they begin. */
  private void note() {
    int[] open = new int[FIRST_VALUES];
    int depth = 0;
    int at = 0;
    while (at < bytes.length) {
      switch (bytes[at]) {
        case '"' -> {
          int end = JsonSkipper.skipString(bytes, at, bytes.length);
          if (end - at > LONG) {
            int index = begin(at); // may make room: first
            ends[index] = end;
          }
          at = end;
        }
        case '{', '[' -> {
          open = depth == open.length ? Arrays.copyOf(open, depth * 2) : open;
          open[depth++] = begin(at++);
        }
        case '}', ']' -> {
          at++;
          if (depth > 0) {
            end(open[--depth], at);
          }
        }
        default -> at++;
      }
    }
  }

  private int begin(int start) {
    if (size == starts.length) {
      int more = Math.max(FIRST_VALUES, size * 2);
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
    }
    starts[size] = start;
    ends[size] = bytes.length;
    return size++;
  }

  /** A short value is forgotten with those in it, which are the last ones and short as well. */
  private void end(int index, int end) {
    if (end - starts[index] > LONG) {
      ends[index] = end;
    } else {
      size = index;
    }
  }
}
