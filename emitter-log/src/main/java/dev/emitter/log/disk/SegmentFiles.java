package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** The segments open for reading, not too many at once. Thread-safe. */
final class SegmentFiles {

  private static final int MOST = 64;

  private final Storage storage;
  private final Map<Segment, Handle> handles = new LinkedHashMap<>(16, 0.75f, true);

  private static final class Handle {
    final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    @Nullable StorageFile file;
    boolean closed;
  }

  SegmentFiles(Storage storage) {
    this.storage = storage;
  }

  String describe(Segment segment) {
    return storage.describe(segment.name());
  }

  /** Reads from a place on until the buffer is full or the file ends; returns how many bytes. */
  int read(Segment segment, ByteBuffer target, long offset) throws IOException {
    while (true) {
      Handle handle = handle(segment);
      open(handle, segment);
      handle.lock.readLock().lock();
      try {
        StorageFile file = handle.file;
        if (file != null) {
          return file.read(target, offset);
        }
      } finally {
        handle.lock.readLock().unlock();
      }
    }
  }

  private static void close(Handle handle) {
    handle.lock.writeLock().lock();
    try {
      handle.closed = true;
      if (handle.file != null) {
        handle.file.close();
      }
    } catch (IOException e) {
      // it was only read from
    } finally {
      handle.file = null;
      handle.lock.writeLock().unlock();
    }
  }

  private void open(Handle handle, Segment segment) throws IOException {
    if (handle.file != null) {
      return;
    }
    handle.lock.writeLock().lock();
    try {
      if (handle.file == null && !handle.closed) {
        handle.file = storage.open(segment.name());
      }
    } finally {
      handle.lock.writeLock().unlock();
    }
  }

  private Handle handle(Segment segment) {
    List<Handle> surplus = new ArrayList<>();
    Handle handle;
    synchronized (handles) {
      handle = handles.computeIfAbsent(segment, any -> new Handle());
      Iterator<Map.Entry<Segment, Handle>> eldest = handles.entrySet().iterator();
      while (handles.size() - surplus.size() > MOST && eldest.hasNext()) {
        Map.Entry<Segment, Handle> entry = eldest.next();
        surplus.add(entry.getValue());
        if (entry.getKey().isSealed()) {
          entry.getKey().index().clear();
        }
      }
      handles.values().removeAll(surplus);
    }
    surplus.forEach(SegmentFiles::close);
    return handle;
  }

  void close(Segment segment) {
    Handle handle;
    synchronized (handles) {
      handle = handles.remove(segment);
    }
    if (handle != null) {
      close(handle);
    }
  }

  void closeAll() {
    List<Handle> all;
    synchronized (handles) {
      all = new ArrayList<>(handles.values());
      handles.clear();
    }
    all.forEach(SegmentFiles::close);
  }
}
