package dev.emitter.lab;

import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** An open file of a {@link SimulatedStorage}. Thread-safe. */
final class SimulatedFile implements StorageFile {

  private final SimulatedStorage storage;
  private final DiskInode inode;
  private volatile boolean isClosed;

  SimulatedFile(SimulatedStorage storage, DiskInode inode) {
    this.storage = storage;
    this.inode = inode;
  }

  private DiskInode opened() throws ClosedChannelException {
    if (isClosed) {
      throw new ClosedChannelException();
    }
    return inode;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return storage.read(opened(), target, position);
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    storage.write(opened(), source, position);
  }

  @Override
  public void sync() throws IOException {
    storage.sync(opened());
  }

  @Override
  public long size() throws IOException {
    return storage.size(opened());
  }

  @Override
  public void truncate(long size) throws IOException {
    storage.cut(opened(), size);
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
