package dev.emitter.file;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * How a file ends, told from its bytes alone. A record begins with a brace at the start of a line;
 * the inner lines of an indented one begin with a space. One that is not closed at the end of the
 * file was torn by a crash. What does not begin like a record is somebody else's and is left alone.
 *
 * @param end where the next record may begin: before it everything is complete
 * @param lineFeedMissing whether the last line is complete but not ended
 */
record Tail(long end, boolean lineFeedMissing) {

  /** Looks at the end of the first {@code size} bytes of a file. */
  static Tail of(FileChannel file, long size) throws IOException {
    ByteWindow bytes = new ByteWindow(file);
    long end = withoutPadding(bytes, size);
    if (end == 0) {
      return new Tail(0, false);
    }
    long record = startOfLastRecord(bytes, end);
    if (isTorn(bytes, record, end)) {
      return new Tail(record, false);
    }
    return new Tail(end, bytes.at(end - 1) != '\n');
  }

  /** File systems may leave zeros where the data had not reached the disk before a power cut. */
  private static long withoutPadding(ByteWindow bytes, long size) throws IOException {
    long end = size;
    while (end > 0 && bytes.at(end - 1) == 0) {
      end--;
    }
    return end;
  }

  private static long startOfLastRecord(ByteWindow bytes, long end) throws IOException {
    long line = startOfLine(bytes, end);
    while (line > 0 && bytes.at(line) == ' ') {
      line = startOfLine(bytes, line);
    }
    return line;
  }

  /** Returns where the line begins that ends just before a position. */
  private static long startOfLine(ByteWindow bytes, long end) throws IOException {
    long start = end - 1;
    while (start > 0 && bytes.at(start - 1) != '\n') {
      start--;
    }
    return start;
  }

  private static boolean isTorn(ByteWindow bytes, long start, long end) throws IOException {
    return bytes.at(start) == '{'
        && (isIndented(bytes, start, end) || isUnendedLine(bytes, start, end))
        && isOpen(bytes, start, end);
  }

  private static boolean isIndented(ByteWindow bytes, long start, long end) throws IOException {
    return start + 1 < end && bytes.at(start + 1) == '\n';
  }

  private static boolean isUnendedLine(ByteWindow bytes, long start, long end) throws IOException {
    return bytes.at(end - 1) != '\n' && startOfLine(bytes, end) == start;
  }

  /** Counts brackets outside strings. */
  private static boolean isOpen(ByteWindow bytes, long start, long end) throws IOException {
    int depth = 0;
    boolean inString = false;
    for (long at = start; at < end; at++) {
      byte b = bytes.at(at);
      if (b == '"') {
        inString = !inString;
      } else if (inString) {
        at += b == '\\' ? 1 : 0;
      } else {
        depth += change(b);
      }
      if (depth == 0) {
        return false;
      }
    }
    return true;
  }

  private static int change(byte b) {
    return switch (b) {
      case '{', '[' -> 1;
      case '}', ']' -> -1;
      default -> 0;
    };
  }
}
