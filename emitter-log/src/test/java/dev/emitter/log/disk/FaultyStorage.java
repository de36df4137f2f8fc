package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Storage on which writing or syncing segments fails when a test says so. */
final class FaultyStorage implements Storage {

  private final Storage right;
  volatile @Nullable Supplier<Throwable> onWrite;
  volatile @Nullable Supplier<Throwable> onSync;

  FaultyStorage(Storage right) {
    this.right = right;
  }

  private static void fail(@Nullable Supplier<Throwable> fault) throws IOException {
    if (fault == null) {
      return;
    }
    Throwable thrown = fault.get();
    if (thrown instanceof IOException failure) {
      throw failure;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private StorageFile faulty(StorageFile file) {
    return new StorageFile() {
      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
      }

      @Override
      public void write(ByteBuffer source, long position) throws IOException {
        if (onWrite != null) {
          int half = source.limit() - source.remaining() / 2;
          file.write(source.duplicate().limit(half), position);
          fail(onWrite);
        }
        file.write(source, position);
      }

      @Override
      public void sync() throws IOException {
        fail(onSync);
        file.sync();
      }

      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public void truncate(long size) throws IOException {
        fail(onSync);
        file.truncate(size);
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  @Override
  public List<String> list() throws IOException {
    return right.list();
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return faulty(right.open(name));
  }

  @Override
  public StorageFile create(String name) throws IOException {
    return faulty(right.create(name));
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
}
