package dev.emitter.event;

/** Checks UTF-8 as RFC 3629 defines it: shortest forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

  private Utf8() {}

  /** Returns the offset of the first byte that breaks the rules, or -1 when none does. */
  static int faultAt(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = sequence(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return -1;
  }

  /** Returns whether all bytes are ASCII. */
  static boolean isAscii(byte[] bytes) {
    for (byte one : bytes) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the bytes start with a byte order mark. */
  static boolean startsWithMark(byte[] bytes, int from, int to) {
    return to - from >= 3
        && bytes[from] == (byte) 0xEF
        && bytes[from + 1] == (byte) 0xBB
        && bytes[from + 2] == (byte) 0xBF;
  }

  /** Returns how many bytes the valid sequence at an offset has, or 0 for an invalid one. */
  private static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xFF;
    int second = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
    if (first >= 0xC2 && first <= 0xDF) {
      return isWithin(second, 0x80, 0xBF) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      int least = first == 0xE0 ? 0xA0 : 0x80;
      int most = first == 0xED ? 0x9F : 0xBF;
      return isWithin(second, least, most) && continues(bytes, at + 2, to) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      int least = first == 0xF0 ? 0x90 : 0x80;
      int most = first == 0xF4 ? 0x8F : 0xBF;
      boolean valid = isWithin(second, least, most) && continues(bytes, at + 2, to);
      return valid && continues(bytes, at + 3, to) ? 4 : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int at, int to) {
    return at < to && isWithin(bytes[at] & 0xFF, 0x80, 0xBF);
  }

  private static boolean isWithin(int value, int least, int most) {
    return value >= least && value <= most;
  }
}
