package dev.emitter.lab;

import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A folder, opened to make the names in it survive a power cut.
 *
 * @param disk where it is
 * @param name its name; empty for the folder of all
 */
record DiskFolder(SimulatedStorage disk, String name) implements StorageFile {

  private static IOException refused() {
    return new IOException("Is a directory");
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    throw refused();
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    throw refused();
  }

  @Override
  public void sync() throws IOException {
    disk.syncFolder(name);
  }

  @Override
  public long size() {
    return 0;
  }

  @Override
  public void truncate(long size) throws IOException {
    throw refused();
  }

  @Override
  public void close() {}
}
