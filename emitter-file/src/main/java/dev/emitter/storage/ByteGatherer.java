package dev.emitter.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gathers bytes in an array that grows, to be written at once and used again and again. Unlike a
 * {@link java.io.ByteArrayOutputStream} it takes no lock for each write. Not thread-safe.
 */
public class ByteGatherer extends OutputStream {

  private static final int USUAL = 1 << 20;

  private byte[] bytes = new byte[1 << 10];
  private int size;

  /** Creates one that is empty. */
  public ByteGatherer() {}

  /** Forgets what it holds. */
  public void reset() {
    size = 0;
  }

  /** Forgets the memory of an unusual batch, too. */
  protected void resetAndShrink() {
    size = 0;
    if (bytes.length > 4 * USUAL) {
      bytes = new byte[USUAL];
    }
  }

  /** Returns how many bytes it holds. */
  public int size() {
    return size;
  }

  /** Returns the array that has them, from its start; until the next change. */
  protected byte[] array() {
    return bytes;
  }

  /** Returns a view of the bytes, which holds until the next change. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void write(int one) {
    makeRoom(1);
    bytes[size++] = (byte) one;
  }

  @Override
  public void write(byte[] all) {
    write(all, 0, all.length);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    makeRoom(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Adds text that has ASCII characters only. */
  @SuppressWarnings("deprecation") // which copies the lower bytes of characters: right for ASCII
  protected void ascii(String text) {
    int length = text.length();
    makeRoom(length);
    text.getBytes(0, length, bytes, size);
    size += length;
  }

  /** Writes all to a stream. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  private void makeRoom(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      long doubled = Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) doubled));
    }
  }
}
