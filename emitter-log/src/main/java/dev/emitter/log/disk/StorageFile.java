package dev.emitter.log.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file of a {@link Storage}. Thread-safe for reads and writes of different places. An
 * interrupt of the calling thread damages neither the file nor this object.
 */
public interface StorageFile extends Closeable {

  /**
   * Reads what there is from a place on, until the buffer is full or the file ends.
   *
   * @return how many bytes were read; 0 at or beyond the end
   */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Writes all that remains in the buffer at a place.
   *
   * @throws IOException if not all could be written; any part of it may have been
   */
  void write(ByteBuffer source, long position) throws IOException;

  /** Makes everything written, and the size, survive a crash. */
  void sync() throws IOException;

  /** Returns the size in bytes. */
  long size() throws IOException;

  /** Cuts the file to a size. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
