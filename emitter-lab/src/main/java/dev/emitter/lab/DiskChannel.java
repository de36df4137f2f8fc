package dev.emitter.lab;

import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder of a {@link DiskFileSystem}, open. As thread-safe as its file, but for its
 * position.
 */
final class DiskChannel extends FileChannel {

  private final StorageFile file;
  private final boolean appends;
  private long position;

  DiskChannel(StorageFile file, boolean appends) {
    this.file = file;
    this.appends = appends;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = read(target, position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    int read = file.read(target, from);
    return read <= 0 ? -1 : read;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    long at = appends ? file.size() : position;
    int written = write(source, at);
    position = at + written;
    return written;
  }

  @Override
  public int write(ByteBuffer source, long at) throws IOException {
    int length = source.remaining();
    file.write(source, at);
    return length;
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long next) {
    position = next;
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.sync();
  }

  @Override
  public @Nullable FileLock tryLock(long from, long size, boolean shared) {
    return new DiskLock(this, from, size, shared);
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) {
    return new DiskLock(this, from, size, shared);
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long at, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }

  /** A lock that nobody else asks for: there is one process at a time. */
  private static final class DiskLock extends FileLock {

    private boolean held = true;

    DiskLock(FileChannel channel, long from, long size, boolean shared) {
      super(channel, from, size, shared);
    }

    @Override
    public boolean isValid() {
      return held && acquiredBy().isOpen();
    }

    @Override
    public void release() {
      held = false;
    }
  }
}
