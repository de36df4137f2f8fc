package dev.emitter.lab;

import dev.emitter.log.disk.Storage;
import dev.emitter.log.disk.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Passes everything on, so that a fault can be planted by changing one thing. */
class ForwardingStorage implements Storage {

  final Storage right;

  ForwardingStorage(Storage right) {
    this.right = right;
  }

  /** Wraps a file that is opened or created. */
  StorageFile file(String name, StorageFile file) {
    return file;
  }

  @Override
  public List<String> list() throws IOException {
    return right.list();
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return file(name, right.open(name));
  }

  @Override
  public StorageFile create(String name) throws IOException {
    return file(name, right.create(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    right.rename(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    right.delete(name);
  }

  @Override
  public void syncDirectory() throws IOException {
    right.syncDirectory();
  }

  @Override
  public long usableBytes() throws IOException {
    return right.usableBytes();
  }

  @Override
  public String describe(String name) {
    return right.describe(name);
  }

  /** Passes everything on to a file. */
  static class File implements StorageFile {

    final StorageFile right;

    File(StorageFile right) {
      this.right = right;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return right.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      right.write(source, position);
    }

    @Override
    public void sync() throws IOException {
      right.sync();
    }

    @Override
    public long size() throws IOException {
      return right.size();
    }

    @Override
    public void truncate(long size) throws IOException {
      right.truncate(size);
    }

    @Override
    public void close() throws IOException {
      right.close();
    }
  }
}
