package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a file from its end, block by block. Not thread-safe. */
final class LinesBackwards {

  private static final int BLOCK = 64 << 10;
  private static final int LONGEST = 4 << 20;

  private final StorageFile file;
  private long at;
  private byte[] block = {};
  private int end;

  LinesBackwards(StorageFile file) throws IOException {
    this.file = file;
    this.at = file.size();
  }

  /** Returns the line before those returned, without its break, or null if there is none. */
  byte @Nullable [] next() throws IOException {
    while (true) {
      int lineBreak = lastBreak();
      if (lineBreak < 0 && at > 0) {
        readBlock();
        continue;
      }
      if (lineBreak < 0 && end == 0) {
        return null;
      }
      byte[] line = Arrays.copyOfRange(block, lineBreak + 1, end);
      end = Math.max(lineBreak, 0);
      if (line.length > 0) {
        return line;
      }
    }
  }

  private int lastBreak() {
    int i = end - 1;
    while (i >= 0 && block[i] != '\n') {
      i--;
    }
    return i;
  }

  /** Puts the bytes before it in front of the block; a line too long to be one loses its end. */
  private void readBlock() throws IOException {
    int kept = end > LONGEST ? 0 : end;
    int more = (int) Math.min(BLOCK, at);
    byte[] joined = new byte[more + kept];
    ByteBuffer target = ByteBuffer.wrap(joined, 0, more);
    if (file.read(target, at - more) < more) {
      throw new IOException("the file became shorter while it was read");
    }
    System.arraycopy(block, 0, joined, more, kept);
    block = joined;
    end = more + kept;
    at -= more;
  }
}
