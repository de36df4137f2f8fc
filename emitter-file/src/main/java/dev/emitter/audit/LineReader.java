package dev.emitter.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes, with no more memory than the longest takes. Not thread-safe. */
final class LineReader implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 1 << 28;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;

  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int from;
  private int length;
  private int filled;
  private int next;
  private long offset;
  private boolean ended;

  /**
   * Creates a reader.
   *
   * @param offset where the stream begins in its file
   */
  LineReader(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
  }

  /** Goes to the next line; returns false at the end. */
  boolean next() throws IOException {
    offset += next - from;
    from = next;
    int at = from;
    while (true) {
      at = lineFeed(buffer, at, filled);
      if (at < filled) {
        length = at - from;
        next = at + 1;
        ended = true;
        return true;
      }
      int searched = at - from;
      if (!fill()) {
        length = filled - from;
        next = filled;
        ended = false;
        return length > 0;
      }
      at = from + searched;
    }
  }

  /** Returns where the next line feed is, or the end: eight bytes are looked at together. */
  private static int lineFeed(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long others = (long) EIGHT.get(bytes, at) ^ LINE_FEEDS; // a line feed gives a zero
      long zeros = (others - ONES) & ~others & HIGH_BITS; // the lowest bit set is of the first
      if (zeros != 0) {
        return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
      }
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, filled - from);
      filled -= from;
      from = 0;
    }
    if (filled == buffer.length) {
      if (filled >= LONGEST) {
        throw new IOException("a line has more than " + LONGEST + " bytes");
      }
      buffer = Arrays.copyOf(buffer, 2 * filled);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    filled += Math.max(0, read);
    return read > 0;
  }

  /** Returns where the line begins in its file. */
  long offset() {
    return offset;
  }

  /** Returns how many bytes the line has, with its line feed. */
  int size() {
    return ended ? length + 1 : length;
  }

  /** Returns whether the line has its line feed, so that it is whole. */
  boolean isEnded() {
    return ended;
  }

  byte[] bytes() {
    return buffer;
  }

  int from() {
    return from;
  }

  int to() {
    return from + length;
  }

  /**
   * Returns the line.
   *
   * @throws DamagedLineException if it is not as it was written
   */
  AuditLine line() throws DamagedLineException {
    if (!ended) {
      throw new DamagedLineException("is not whole");
    }
    return AuditLine.parse(buffer, from, from + length);
  }

  /** Returns the line, or null if it is not as it was written. */
  @Nullable AuditLine wholeLine() {
    try {
      return line();
    } catch (DamagedLineException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
