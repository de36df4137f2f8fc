package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/**
 * Writes closed segments of a store anew, one after the other: compressed, or without what is
 * erased. Its lock is taken before that of the store. Thread-safe.
 */
final class SegmentCompressor {

  private static final Logger LOG = Loggers.of(SegmentCompressor.class);

  private final ReentrantLock rewriting = new ReentrantLock();
  private final ReentrantLock compressing = new ReentrantLock();
  private final AuditStore store;
  private final StoreSettings settings;

  SegmentCompressor(AuditStore store, StoreSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Compresses a closed segment, some time. */
  void compressLater(SegmentFile segment) {
    settings.later(() -> compress(segment));
  }

  private void compress(SegmentFile segment) {
    rewriting.lock();
    compressing.lock();
    try {
      if (store.hasClosed(segment)) {
        SegmentCompression made = SegmentCompression.of(segment, store::isOpen);
        if (made != null && !store.replace(segment, made)) {
          made.discard();
        }
      }
    } catch (IOException e) {
      LOG.warn("{}: is not compressed for now: {}", segment.path(), AuditFault.words(e));
    } finally {
      compressing.unlock();
      rewriting.unlock();
    }
  }

  /**
   * Waits until no segment of the closed store is being compressed. It takes a moment: whoever
   * compresses gives up when the store is closed.
   */
  void awaitEnd() {
    compressing.lock();
    try {
      LOG.trace("{}: nothing is being compressed", store.folder());
    } finally {
      compressing.unlock();
    }
  }

  /** Something that no segment may be compressed during. */
  @FunctionalInterface
  interface Rewriting {
    long run() throws IOException;
  }

  /** Runs something while no segment is being compressed. */
  long alone(Rewriting work) throws IOException {
    rewriting.lock();
    try {
      return work.run();
    } finally {
      rewriting.unlock();
    }
  }
}
