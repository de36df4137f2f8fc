package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory, on a disk that can be full and that can refuse. Thread-safe. */
final class FaultyStateStorage implements Storage {

  private final Map<String, Content> files = new TreeMap<>();
  private final AtomicInteger syncs = new AtomicInteger();
  private volatile long capacity = Long.MAX_VALUE;
  private volatile boolean syncFails;
  private volatile int syncFailures;
  private volatile boolean directorySyncFails;
  private volatile Runnable beforeSync = () -> {};

  /** The bytes of one file; also those of one that was deleted and is still open. */
  private static final class Content {
    private byte[] bytes = {};
  }

  void capacity(long bytes) {
    capacity = bytes;
  }

  void syncFails(boolean fails) {
    syncFails = fails;
  }

  void failNextSyncs(int failures) {
    syncFailures = failures;
  }

  void directorySyncFails(boolean fails) {
    directorySyncFails = fails;
  }

  void beforeSync(Runnable action) {
    beforeSync = action;
  }

  int syncs() {
    return syncs.get();
  }

  synchronized byte[] bytes(String name) {
    return content(name).bytes.clone();
  }

  synchronized void put(String name, byte[] bytes) {
    files.computeIfAbsent(name, unused -> new Content()).bytes = bytes.clone();
  }

  /** Returns the name of the one published state file. */
  synchronized String published() {
    return files.keySet().stream()
        .filter(StateNames::isPublished)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private Content content(String name) {
    Content content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException(name);
    }
    return content;
  }

  private long used() {
    return files.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  @Override
  public synchronized List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized StorageFile open(String name) throws IOException {
    Content content = files.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return new Handle(content);
  }

  @Override
  public synchronized StorageFile create(String name) throws IOException {
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    Content content = new Content();
    files.put(name, content);
    return new Handle(content);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    Content content = files.remove(from);
    if (content == null) {
      throw new NoSuchFileException(from);
    }
    files.put(to, content);
  }

  @Override
  public synchronized void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncDirectory() throws IOException {
    if (directorySyncFails) {
      throw new IOException("directory not synced");
    }
  }

  @Override
  public synchronized long usableBytes() {
    return Math.max(0, capacity - used());
  }

  @Override
  public String describe(String name) {
    return "memory/" + name;
  }

  private final class Handle implements StorageFile {

    private final Content content;
    private boolean closed;

    Handle(Content content) {
      this.content = content;
    }

    private void requireOpen() throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (FaultyStateStorage.this) {
        requireOpen();
        int length = (int) Math.min(target.remaining(), content.bytes.length - position);
        if (length > 0) {
          target.put(content.bytes, (int) position, length);
        }
        return Math.max(0, length);
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (FaultyStateStorage.this) {
        requireOpen();
        int begin = (int) position;
        long room = Math.max(0, capacity - used()) + Math.max(0, content.bytes.length - begin);
        int length = (int) Math.min(source.remaining(), room);
        boolean full = length < source.remaining();
        int size = Math.max(content.bytes.length, begin + length);
        content.bytes = Arrays.copyOf(content.bytes, size);
        source.get(content.bytes, begin, length);
        if (full) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void sync() throws IOException {
      beforeSync.run();
      syncs.incrementAndGet();
      synchronized (FaultyStateStorage.this) {
        requireOpen();
        if (syncFails || syncFailures > 0) {
          syncFailures--;
          throw new IOException("Input/output error");
        }
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (FaultyStateStorage.this) {
        requireOpen();
        return content.bytes.length;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (FaultyStateStorage.this) {
        requireOpen();
        content.bytes = Arrays.copyOf(content.bytes, (int) Math.min(size, content.bytes.length));
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
