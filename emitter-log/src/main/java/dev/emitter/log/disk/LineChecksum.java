package dev.emitter.log.disk;

import java.util.zip.CRC32C;

/**
 * What a line of text begins with that shall tell when it is damaged: the CRC-32C of the rest in
 * eight hexadecimal digits, and a space.
 */
final class LineChecksum {

  /** How many bytes it takes. */
  static final int LENGTH = 9;

  private static final int TOP_DIGIT = 28;

  private LineChecksum() {}

  /** Writes it at {@code at}, for the line that follows it and ends before {@code to}. */
  static void write(byte[] bytes, int at, int to) {
    int sum = of(bytes, at + LENGTH, to);
    for (int i = 0; i < LENGTH - 1; i++) {
      bytes[at + i] = (byte) Character.forDigit(sum >>> (TOP_DIGIT - 4 * i) & 0xf, 16);
    }
    bytes[at + LENGTH - 1] = ' ';
  }

  /**
   * Returns whether the line from {@code at}, where it begins with this, to {@code to} is whole.
   */
  static boolean holds(byte[] bytes, int at, int to) {
    if (to - at <= LENGTH || bytes[at + LENGTH - 1] != ' ') {
      return false;
    }
    int stated = 0;
    for (int i = at; i < at + LENGTH - 1; i++) {
      byte b = bytes[i];
      boolean isLowerHex = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
      if (!isLowerHex) {
        return false;
      }
      stated = stated << 4 | Character.digit(b, 16);
    }
    return stated == of(bytes, at + LENGTH, to);
  }

  private static int of(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
