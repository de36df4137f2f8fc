package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Files in memory, which a test damages and copies. Thread-safe. */
final class MemoryStorage implements Storage {

  private final Map<String, Content> files = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  private static final class Content {
    private byte[] bytes = new byte[0];
    private int size;

    synchronized int read(ByteBuffer target, long position) {
      int count = (int) Math.max(0, Math.min(target.remaining(), size - position));
      if (count > 0) {
        target.put(bytes, (int) position, count);
      }
      return count;
    }

    synchronized void write(ByteBuffer source, long position) {
      int end = (int) position + source.remaining();
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      }
      source.get(bytes, (int) position, source.remaining());
      size = Math.max(size, end);
    }

    synchronized void truncate(long to) {
      if (to < size) {
        Arrays.fill(bytes, (int) to, size, (byte) 0);
        size = (int) to;
      }
    }

    synchronized byte[] copy() {
      return Arrays.copyOf(bytes, size);
    }
  }

  private final class File implements StorageFile {

    private final String name;
    private final Content content;

    File(String name, Content content) {
      this.name = name;
      this.content = content;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      if (unreadable.contains(name)) {
        throw new IOException("injected");
      }
      return content.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) {
      content.write(source, position);
    }

    @Override
    public void sync() {}

    @Override
    public long size() {
      return content.copy().length;
    }

    @Override
    public void truncate(long size) {
      content.truncate(size);
    }

    @Override
    public void close() {}
  }

  /** Makes reading a file fail, or work again. */
  void unreadable(String name, boolean fails) {
    if (fails) {
      unreadable.add(name);
    } else {
      unreadable.remove(name);
    }
  }

  /** Returns the bytes of a file. */
  byte[] bytes(String name) {
    Content content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return content.copy();
  }

  /** Puts bytes in place of a file's. */
  MemoryStorage put(String name, byte[] bytes) {
    Content content = new Content();
    content.write(ByteBuffer.wrap(bytes), 0);
    files.put(name, content);
    return this;
  }

  MemoryStorage copy() {
    MemoryStorage copy = new MemoryStorage();
    files.forEach((name, content) -> copy.put(name, content.copy()));
    return copy;
  }

  /** Returns the names of the segments, in order. */
  List<String> segments() {
    return files.keySet().stream().filter(name -> name.endsWith(".events")).sorted().toList();
  }

  @Override
  public List<String> list() {
    return List.copyOf(files.keySet());
  }

  @Override
  public StorageFile open(String name) throws IOException {
    @Nullable Content content = files.get(name);
    if (content == null) {
      throw new NoSuchFileException(name);
    }
    return new File(name, content);
  }

  @Override
  public StorageFile create(String name) throws IOException {
    Content content = new Content();
    if (files.putIfAbsent(name, content) != null) {
      throw new FileAlreadyExistsException(name);
    }
    return new File(name, content);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    @Nullable Content content = files.remove(from);
    if (content == null) {
      throw new NoSuchFileException(from);
    }
    files.put(to, content);
  }

  @Override
  public void delete(String name) {
    files.remove(name);
  }

  @Override
  public void syncDirectory() {}

  @Override
  public long usableBytes() {
    return 1L << 40;
  }

  @Override
  public String describe(String name) {
    return "memory/" + name;
  }
}
