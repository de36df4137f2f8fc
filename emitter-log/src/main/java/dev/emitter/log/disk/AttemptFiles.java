package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all files of the delivery log begin with. */
final class AttemptFiles {

  private static final int MOST_HEADER = 1_024;

  private AttemptFiles() {}

  /** Returns what the first line of a file says, or null if that is damaged. */
  static AttemptLineParser.@Nullable Header header(StorageFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_HEADER);
    int size = file.read(bytes, 0);
    int end = 0;
    while (end < size && bytes.get(end) != '\n') {
      end++;
    }
    return AttemptLineParser.header(Arrays.copyOf(bytes.array(), end));
  }
}
