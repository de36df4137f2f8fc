package dev.emitter.log.disk;

import dev.emitter.log.EventLogException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bytes of a segment: magic (8), format version (4), this size (4), the position of
 * its first event (8), that of the segment before or 0 (8), when it was begun (8), the latest time
 * of any event in the segment before it (8), 1 if the last position of the segment before is only
 * what it may be at most (4), zeros (8), CRC32C (4). Magic, version and checksum stay where they
 * are in every version.
 *
 * @param base the position of its first event
 * @param previous the base of the segment before it, or 0
 * @param created when it was begun, in nanoseconds since 1970
 * @param previousLatest the latest time of any event in the segment before it, or {@code
 *     Long.MIN_VALUE}
 * @param previousDoubtful whether nobody knows how many events the segment before it has
 */
record SegmentHeader(
    long base, long previous, long created, long previousLatest, boolean previousDoubtful) {

  static final int SIZE = 64;
  static final int VERSION = 1;

  private static final long MAGIC = 0x454d_4954_4c4f_4731L; // "EMITLOG1"
  private static final int CHECKED = 60;

  ByteBuffer toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(SIZE);
    bytes.putLong(base).putLong(previous).putLong(created).putLong(previousLatest);
    bytes.putInt(previousDoubtful ? 1 : 0);
    bytes.putInt(CHECKED, checksum(bytes));
    return bytes.rewind();
  }

  /**
   * Returns the header, or null if the bytes are none.
   *
   * @throws EventLogException if it is that of another version
   */
  static @Nullable SegmentHeader read(ByteBuffer bytes, String file) {
    if (bytes.remaining() < SIZE || bytes.getLong(0) != MAGIC) {
      return null;
    }
    if (bytes.getInt(CHECKED) != checksum(bytes)) {
      return null;
    }
    int version = bytes.getInt(8);
    if (version != VERSION) {
      throw new EventLogException(
          file
              + " has version "
              + version
              + " of the log's format, but this version of the library knows only "
              + VERSION
              + ". Nothing was changed: use the version that wrote it, or another directory");
    }
    return new SegmentHeader(
        bytes.getLong(16),
        bytes.getLong(24),
        bytes.getLong(32),
        bytes.getLong(40),
        bytes.getInt(48) == 1);
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().position(0).limit(CHECKED));
    return (int) checksum.getValue();
  }
}
