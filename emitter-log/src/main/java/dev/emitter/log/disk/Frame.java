package dev.emitter.log.disk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * One event in a segment, big-endian: its length in all (4 bytes), CRC32C of everything else, xor a
 * number for its place so that a copy elsewhere does not count (4), position (8), time of
 * publication in nanoseconds since 1970 (8), how many positions it lay ahead of the last one known
 * to be on the disk when it was written (4), topic and event.
 */
final class Frame {

  static final int HEADER = 28;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Frame() {}

  /** Returns a number for a place in a segment; no other place in it has the same. */
  static int place(long base, long offset) {
    return (int) offset ^ Long.hashCode(base * 0x9E37_79B9_7F4A_7C15L);
  }

  static void write(
      ByteBuffer target, int place, long position, long time, int ahead, byte[]... content) {
    int from = target.position();
    target.position(from + 8);
    target.putLong(position).putLong(time).putInt(ahead);
    for (byte[] part : content) {
      target.put(part);
    }
    int to = target.position();
    target.putInt(from, to - from);
    ByteBuffer view = target.duplicate();
    CRC32C checksum = new CRC32C();
    checksum.update(view.limit(from + 4).position(from));
    checksum.update(view.limit(to).position(from + 8));
    target.putInt(from + 4, (int) checksum.getValue() ^ place);
  }

  static int length(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  static long position(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + 8);
  }

  static long time(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at + 16);
  }

  static int ahead(byte[] bytes, int at) {
    return (int) INT.get(bytes, at + 24);
  }

  /** Returns whether the first eight bytes are zero: then nothing begins at the first five. */
  static boolean isBlank(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at) == 0;
  }

  /**
   * Returns whether the whole frame, which must be within the array, is as it was written there.
   */
  static boolean isIntact(byte[] bytes, int at, int place) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, at, 4);
    checksum.update(bytes, at + 8, length(bytes, at) - 8);
    return (int) INT.get(bytes, at + 4) == ((int) checksum.getValue() ^ place);
  }
}
