package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of zeros, made in the background, which becomes the next segment. Thread-safe. */
final class SpareSegment {

  private static final Logger LOG = LoggerFactory.getLogger(DiskEventLog.class);
  private static final int STEP = 4 << 20;
  private static final int ROOM = 4;

  private final Storage storage;
  private final long size;
  private volatile boolean ready;
  private volatile boolean stopped;

  SpareSegment(Storage storage, long size) {
    this.storage = storage;
    this.size = size;
  }

  boolean isReady() {
    return ready;
  }

  /** Returns how many bytes it takes. */
  long bytes() {
    return ready ? size : 0;
  }

  /** Makes the spare segment if there is none and the disk has plenty of room. */
  void prepare() {
    if (ready || stopped) {
      return;
    }
    try {
      if (storage.usableBytes() >= ROOM * size) {
        storage.delete(SegmentName.SPARE);
        make();
      }
    } catch (IOException e) {
      LOG.debug("no spare segment: {}", e.toString());
      discard();
    }
  }

  private void make() throws IOException {
    try (StorageFile file = storage.create(SegmentName.SPARE)) {
      for (long at = 0; at < size && !stopped; at += STEP) {
        SegmentWriter.fill(file, at, Math.min(size, at + STEP));
        file.sync(); // in small steps, or the log would wait for all of it
      }
    }
    ready = !stopped;
  }

  /**
   * Hands the spare segment over under another name, so that the next one can be made; returns
   * whether there is one.
   */
  boolean take(String name) throws IOException {
    if (!ready) {
      return false;
    }
    try {
      storage.rename(SegmentName.SPARE, name);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      ready = false;
    }
  }

  /** Makes no more, and lets the file go. */
  void stop() {
    stopped = true;
  }

  void discard() {
    ready = false;
    try {
      storage.delete(SegmentName.SPARE);
    } catch (IOException e) {
      LOG.debug("the spare segment stays: {}", e.toString());
    }
  }
}
