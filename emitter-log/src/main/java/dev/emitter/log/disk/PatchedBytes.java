package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of which only the changes are in memory, page by page, over one that is read alone.
 * Thread-safe.
 */
final class PatchedBytes {

  private static final int PAGE = 1 << 12;

  /** Opens the file below. */
  @FunctionalInterface
  interface Base {
    StorageFile open() throws IOException;
  }

  private final @Nullable Base base;
  private final Map<Long, byte[]> pages = new HashMap<>();
  private long size;

  /** How much of the file below is still to be seen. */
  private long kept;

  PatchedBytes(@Nullable Base base, long size) {
    this.base = base;
    this.size = size;
    this.kept = size;
  }

  StorageFile open() throws IOException {
    return new Opened(base == null ? null : base.open());
  }

  private final class Opened implements StorageFile {

    private final @Nullable StorageFile below;

    Opened(@Nullable StorageFile below) {
      this.below = below;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (PatchedBytes.this) {
        int read = 0;
        while (target.hasRemaining() && position + read < size) {
          read += readPage(target, position + read);
        }
        return read;
      }
    }

    private int readPage(ByteBuffer target, long position) throws IOException {
      int within = (int) (position % PAGE);
      int length = (int) Math.min(Math.min(PAGE - within, target.remaining()), size - position);
      byte[] changed = pages.get(position / PAGE);
      target.put(
          changed == null ? fromBelow(position, length) : changed,
          changed == null ? 0 : within,
          length);
      return length;
    }

    /** What was cut off, or never was, reads as zeros. */
    private byte[] fromBelow(long position, int length) throws IOException {
      byte[] bytes = new byte[length];
      int there = (int) Math.max(0, Math.min(length, kept - position));
      if (below != null && there > 0) {
        below.read(ByteBuffer.wrap(bytes, 0, there), position);
      }
      return bytes;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (PatchedBytes.this) {
        long at = position;
        while (source.hasRemaining()) {
          int within = (int) (at % PAGE);
          int length = Math.min(PAGE - within, source.remaining());
          source.get(page(at / PAGE), within, length);
          at += length;
          size = Math.max(size, at);
        }
      }
    }

    private byte[] page(long number) throws IOException {
      byte[] page = pages.get(number);
      if (page == null) {
        page = fromBelow(number * PAGE, PAGE);
        pages.put(number, page);
      }
      return page;
    }

    @Override
    public void sync() {
      // Nothing survives, nor should it.
    }

    @Override
    public long size() {
      synchronized (PatchedBytes.this) {
        return size;
      }
    }

    @Override
    public void truncate(long to) throws IOException {
      synchronized (PatchedBytes.this) {
        if (to >= size) {
          return;
        }
        int within = (int) (to % PAGE);
        if (within > 0 && pages.containsKey(to / PAGE)) {
          byte[] last = page(to / PAGE);
          Arrays.fill(last, within, PAGE, (byte) 0);
        }
        pages.keySet().removeIf(number -> number * PAGE >= to);
        kept = Math.min(kept, to);
        size = to;
      }
    }

    @Override
    public void close() throws IOException {
      if (below != null) {
        below.close();
      }
    }
  }
}
