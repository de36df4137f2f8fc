package dev.emitter.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What a failed batch may have left in a file because it could not be taken back at once.
 *
 * @param identity the file it is in
 * @param start where the batch began
 * @param chunkStart where the write that failed began
 * @param chunk what that write was to write
 */
record Leftover(Object identity, long start, long chunkStart, ByteBuffer chunk) {

  /**
   * Returns whether the file ends in this and nothing else, so that it can be cut at the start. It
   * does not when another program has written to the file since, or cut it.
   */
  boolean isEndOf(FileChannel file, long size) throws IOException {
    if (size <= start || size < chunkStart || size - chunkStart > chunk.limit()) {
      return false;
    }
    ByteWindow bytes = new ByteWindow(file);
    for (long at = chunkStart; at < size; at++) {
      if (bytes.at(at) != chunk.get((int) (at - chunkStart))) {
        return false;
      }
    }
    return true;
  }
}
