package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;

/**
 * The file that says where the log starts: two places of 512 bytes, written in turn, each with
 * magic (8), version (4), turn (8), position before the oldest event (8) and CRC32C (4). It is
 * written in place, so that a full disk does not keep segments from being deleted. Not thread-safe.
 */
final class LogStart {

  static final String NAME = "log.start";

  private static final int PLACE = 512;
  private static final int SIZE = 32;
  private static final long MAGIC = 0x454d_4954_5354_5254L; // "EMITSTRT"
  private static final int VERSION = 1;

  private final Storage storage;
  private long turn;
  private long position;

  LogStart(Storage storage) {
    this.storage = storage;
  }

  /** Returns the position before the oldest event, or 0 if nothing is known. */
  long position() {
    return position;
  }

  /** Reads the file; makes it if there is none, so that there is room for it later. */
  void open() throws IOException {
    try (StorageFile file = storage.open(NAME)) {
      read(file, 0);
      read(file, PLACE);
    } catch (NoSuchFileException e) {
      create();
    }
  }

  private void read(StorageFile file, long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    if (file.read(bytes, at) == SIZE
        && bytes.getLong(0) == MAGIC
        && bytes.getInt(8) == VERSION
        && bytes.getInt(28) == checksum(bytes)
        && bytes.getLong(12) > turn) {
      turn = bytes.getLong(12);
      position = bytes.getLong(20);
    }
  }

  private void create() throws IOException {
    try (StorageFile file = storage.create(NAME)) {
      file.write(ByteBuffer.allocate(2 * PLACE), 0);
      file.sync();
    }
    storage.syncDirectory();
    write(position);
  }

  /** Makes a later start survive a crash. */
  void write(long start) throws IOException {
    long next = turn + 1;
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.putLong(MAGIC).putInt(VERSION).putLong(next).putLong(start);
    bytes.putInt(checksum(bytes)).flip();
    try (StorageFile file = storage.open(NAME)) {
      file.write(bytes, (next % 2) * PLACE);
      file.sync();
    } catch (NoSuchFileException e) {
      create(); // somebody has deleted it
      throw e;
    }
    turn = next;
    position = start;
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().position(0).limit(28));
    return (int) checksum.getValue();
  }
}
