package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/** Goes through the lines of a state file. Not thread-safe. */
final class StateLines {

  private final StorageFile file;
  private final StateLineParser parser = new StateLineParser();
  private byte[] bytes = new byte[64 << 10];
  private int filled;
  private int from;
  private int to;
  private long base;

  StateLines(StorageFile file) {
    this.file = file;
  }

  /** Goes to the next line; returns whether there is one. A last one may lack its line break. */
  boolean next() throws IOException {
    from = to;
    int scanned = from;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (bytes[scanned] == '\n') {
          to = scanned + 1;
          return true;
        }
      }
      scanned -= from;
      if (!fill()) {
        to = filled;
        return from < to;
      }
    }
  }

  /** Moves the current line to the front and reads behind it. */
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, filled - from);
      base += from;
      filled -= from;
      from = 0;
    } else if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.multiplyExact(filled, 2));
    }
    int read = file.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled), base + filled);
    filled += Math.max(read, 0);
    return read > 0;
  }

  /** Returns whether the current line is empty. */
  boolean isBlank() {
    return to == from + 1 && bytes[from] == '\n';
  }

  /** Returns the current line, or null if it is damaged. */
  @Nullable StateLine line() {
    return bytes[to - 1] == '\n' ? parser.parse(bytes, from, to - 1) : null;
  }

  /** Adds the current line, with its line break, to a checksum. */
  void addTo(Checksum sum) {
    sum.update(bytes, from, to - from);
  }

  /** Returns where the current line begins. */
  long begin() {
    return base + from;
  }

  /** Returns where the current line ends. */
  long end() {
    return base + to;
  }
}
