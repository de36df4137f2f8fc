package dev.emitter.lab;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by their place, zero where none were written. Sectors are never changed once they are kept,
 * so that copies share them. Not thread-safe.
 */
final class SparseBytes {

  static final int SECTOR = 512;

  private final Map<Long, byte[]> sectors;
  private long size;

  SparseBytes() {
    this(new HashMap<>(), 0);
  }

  private SparseBytes(Map<Long, byte[]> sectors, long size) {
    this.sectors = sectors;
    this.size = size;
  }

  SparseBytes copy() {
    return new SparseBytes(new HashMap<>(sectors), size);
  }

  long size() {
    return size;
  }

  byte @Nullable [] sector(long number) {
    return sectors.get(number);
  }

  /** Returns what there is from a place on, at most as much as the target has room for. */
  int read(ByteBuffer target, long position) {
    int length = (int) Math.max(0, Math.min(target.remaining(), size - position));
    for (int done = 0; done < length; ) {
      long at = position + done;
      int within = (int) (at % SECTOR);
      int piece = Math.min(SECTOR - within, length - done);
      byte[] sector = sectors.get(at / SECTOR);
      target.put(sector == null ? new byte[piece] : sector, sector == null ? 0 : within, piece);
      done += piece;
    }
    return length;
  }

  /** Writes part of an array, which may reach over sectors, and grows to hold it. */
  void write(long position, byte[] bytes, int from, int length) {
    for (int done = 0; done < length; ) {
      long at = position + done;
      int within = (int) (at % SECTOR);
      int piece = Math.min(SECTOR - within, length - done);
      writeWithin(at / SECTOR, within, bytes, from + done, piece);
      done += piece;
    }
    size = Math.max(size, position + length);
  }

  private void writeWithin(long number, int within, byte[] bytes, int from, int length) {
    byte[] before = sectors.get(number);
    if (before == null && isZero(bytes, from, length)) {
      return;
    }
    byte[] after = before == null ? new byte[SECTOR] : before.clone();
    System.arraycopy(bytes, from, after, within, length);
    sectors.put(number, after);
  }

  private static boolean isZero(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Sets the size; what is cut off is zero if the size grows again. */
  void resize(long bytes) {
    if (bytes < size) {
      long kept = (bytes + SECTOR - 1) / SECTOR;
      sectors.keySet().removeIf(number -> number >= kept);
      byte[] last = bytes % SECTOR == 0 ? null : sectors.get(bytes / SECTOR);
      if (last != null) {
        byte[] cut = last.clone();
        Arrays.fill(cut, (int) (bytes % SECTOR), SECTOR, (byte) 0);
        sectors.put(bytes / SECTOR, cut);
      }
    }
    size = bytes;
  }

  /** Becomes what another one is. */
  void takeOver(SparseBytes other) {
    sectors.clear();
    sectors.putAll(other.sectors);
    size = other.size;
  }

  byte[] toByteArray() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(size));
    read(all, 0);
    return all.array();
  }
}
