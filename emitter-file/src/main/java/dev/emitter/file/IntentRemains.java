package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.BitSet;

/**
 * What a power cut has left of a batch at the end of a file: parts of it may be there and parts
 * before them not, as a disk does not write in order.
 */
final class IntentRemains {

  private IntentRemains() {}

  /**
   * Returns from where on there is nothing in a file but such remains, or -1 if there are none. A
   * whole record that follows one that is not there is a part of them: it is written again.
   *
   * <p>What other programs have appended since is none: it is text.
   *
   * @param found which records of the batch are there
   */
  static long of(FileChannel file, Intent intent, BitSet found) throws IOException {
    long size = file.size();
    int missing = found.nextClearBit(0);
    long start = intent.start(missing);
    if (start >= size || size > intent.end()) {
      return -1;
    }
    return found.length() > missing || !isText(file, start, size) ? start : -1;
  }

  private static boolean isText(FileChannel file, long from, long to) throws IOException {
    ByteWindow bytes = new ByteWindow(file);
    for (long at = from; at < to; at++) {
      byte one = bytes.at(at);
      if (one >= 0 && one < ' ' && one != '\n' && one != '\r' && one != '\t') {
        return false;
      }
    }
    return true;
  }
}
