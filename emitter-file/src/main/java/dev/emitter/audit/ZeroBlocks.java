package dev.emitter.audit;

/**
 * Zeros where a power cut came before the data: file systems leave whole blocks of them. No line
 * that was forced to the disk has any, as JSON escapes them.
 */
final class ZeroBlocks {

  private static final int BLOCK = 512;

  private ZeroBlocks() {}

  /** Returns whether a line has so many zeros on end that its block never reached the disk. */
  static boolean in(LineReader line) {
    int zeros = 0;
    for (int at = line.from(); at < line.to(); at++) {
      zeros = line.bytes()[at] == 0 ? zeros + 1 : 0;
      if (zeros == BLOCK) {
        return true;
      }
    }
    return false;
  }
}
