package dev.emitter.log.disk;

import dev.emitter.log.BlobStore;
import dev.emitter.log.EventLogException;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/**
 * Keeps large values in files that are written once: each large one in a file of its own, small
 * ones of one call together. A file goes with its last value. Thread-safe.
 */
final class DiskBlobStore implements BlobStore {

  private static final Logger LOG = Loggers.of(DiskStateStore.class);

  /** A value of so many bytes has a file of its own, so that its room is free once it goes. */
  private static final int LARGE = 64 << 10;

  /** So many bytes of small values are in one file at most. */
  private static final int TOGETHER = 256 << 10;

  private final Storage storage;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Set<String>> valuesByFile = new HashMap<>();
  private final Set<Long> undeleted = new HashSet<>();
  private long last;
  private boolean retained;
  private boolean closed;

  /**
   * Looks for the files of values in a storage.
   *
   * @throws IOException if it cannot be listed
   */
  DiskBlobStore(Storage storage) throws IOException {
    this.storage = storage;
    for (String name : storage.list()) {
      last = Math.max(last, BlobName.fileNumber(name));
    }
  }

  @Override
  public List<String> add(List<byte[]> values) {
    List<String> names = new ArrayList<>(values.size());
    List<Long> files = new ArrayList<>();
    try {
      for (int from = 0; from < values.size(); ) {
        int to = endOfFile(values, from);
        long number = nextNumber();
        files.add(number);
        names.addAll(write(number, values.subList(from, to)));
        from = to;
      }
      if (!files.isEmpty()) {
        storage.syncDirectory();
      }
    } catch (IOException | RuntimeException e) {
      delete(files);
      throw new EventLogException(
          "state not saved: "
              + e.getMessage()
              + ". Free space or mend the disk; it is tried again, without a restart.",
          e);
    }
    register(names);
    return names;
  }

  private static int endOfFile(List<byte[]> values, int from) {
    int to = from + 1;
    int bytes = values.get(from).length;
    while (bytes < LARGE
        && to < values.size()
        && values.get(to).length < LARGE
        && bytes + values.get(to).length <= TOGETHER) {
      bytes += values.get(to).length;
      to++;
    }
    return to;
  }

  private long nextNumber() {
    lock.lock();
    try {
      requireOpen();
      last++;
      return last;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "the state is closed, with the log it belongs to; open the log again");
    }
  }

  private List<String> write(long number, List<byte[]> values) throws IOException {
    List<String> names = new ArrayList<>(values.size());
    try (StorageFile file = storage.create(BlobName.fileName(number))) {
      long offset = 0;
      for (byte[] value : values) {
        file.write(ByteBuffer.wrap(value), offset);
        names.add(BlobName.of(number, offset, value).toString());
        offset += value.length;
      }
      file.sync();
    }
    return names;
  }

  private void register(Collection<String> names) {
    lock.lock();
    try {
      for (String name : names) {
        BlobName parsed = BlobName.parse(name);
        if (parsed != null) {
          valuesByFile.computeIfAbsent(parsed.file(), file -> new HashSet<>(2)).add(name);
          last = Math.max(last, parsed.file());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public byte[] get(String name) {
    BlobName parsed = BlobName.parse(name);
    if (parsed == null || isRemoved(parsed, name)) {
      throw new EventLogException("the state has no value " + name);
    }
    String file = BlobName.fileName(parsed.file());
    byte[] value;
    try {
      value = read(file, parsed);
    } catch (IOException | RuntimeException e) {
      throw new EventLogException(
          storage.describe(file) + ": the value " + name + " cannot be read: " + e.getMessage(), e);
    }
    if (BlobName.crc(value) != parsed.crc()) {
      throw new EventLogException(
          storage.describe(file) + ": the value " + name + " is damaged and cannot be read");
    }
    return value;
  }

  private boolean isRemoved(BlobName parsed, String name) {
    lock.lock();
    try {
      requireOpen();
      return retained && !valuesByFile.getOrDefault(parsed.file(), Set.of()).contains(name);
    } finally {
      lock.unlock();
    }
  }

  private byte[] read(String file, BlobName name) throws IOException {
    try (StorageFile opened = storage.open(file)) {
      if (opened.size() < name.offset() + name.length()) {
        throw new IOException("the file ends before it");
      }
      byte[] value = new byte[name.length()];
      ByteBuffer target = ByteBuffer.wrap(value);
      while (target.hasRemaining()) {
        if (opened.read(target, name.offset() + target.position()) <= 0) {
          throw new IOException("the file ends within it");
        }
      }
      return value;
    }
  }

  @Override
  public void remove(Collection<String> names) {
    List<Long> empty = new ArrayList<>();
    lock.lock();
    try {
      if (closed || !retained) {
        return; // what is in the files beside them is not known; they go after a later start
      }
      for (String name : names) {
        BlobName parsed = BlobName.parse(name);
        Set<String> values = parsed == null ? null : valuesByFile.get(parsed.file());
        if (parsed != null && values != null && values.remove(name) && values.isEmpty()) {
          valuesByFile.remove(parsed.file());
          empty.add(parsed.file());
        }
      }
      empty.addAll(undeleted);
      undeleted.clear();
    } finally {
      lock.unlock();
    }
    delete(empty);
  }

  /** Deletes files; those that cannot be are tried again with the next ones. */
  private void delete(List<Long> files) {
    for (long number : files) {
      try {
        storage.delete(BlobName.fileName(number));
      } catch (IOException | RuntimeException e) {
        LOG.debug("{} is left over", storage.describe(BlobName.fileName(number)), e);
        lock.lock();
        try {
          undeleted.add(number);
        } finally {
          lock.unlock();
        }
      }
    }
  }

  @Override
  public void retain(Set<String> names) {
    List<String> files;
    try {
      files = storage.list();
    } catch (IOException e) {
      throw new EventLogException("state not opened: " + storage.describe("") + ": " + e, e);
    }
    register(names);
    List<Long> unknown = new ArrayList<>();
    lock.lock();
    try {
      requireOpen();
      retained = true;
      for (String file : files) {
        long number = BlobName.fileNumber(file);
        if (number > 0 && !valuesByFile.containsKey(number)) {
          unknown.add(number);
        }
      }
    } finally {
      lock.unlock();
    }
    delete(unknown);
  }

  /** Refuses further calls. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
