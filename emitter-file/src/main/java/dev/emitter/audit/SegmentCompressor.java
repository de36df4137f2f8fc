package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;

/**
 * Writes closed segments of a store anew, one after the other: compressed, or without what is
 * erased. Its lock is taken before that of the store. Thread-safe.
 */
final class SegmentCompressor {

  private static final Logger LOG = Loggers.of(SegmentCompressor.class);

  private final ReentrantLock rewriting = new ReentrantLock();
  private final AuditStore store;
  private final StoreSettings settings;

  /** The latest compression; at most one is under way at a time, as it holds the lock. */
  private volatile CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

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
    CompletableFuture<Void> done = new CompletableFuture<>();
    latest = done; // before it looks whether the store is open, so that closing sees it
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
      done.complete(null);
      rewriting.unlock();
    }
  }

  /**
   * Waits until no segment of the closed store is being compressed. It takes a moment: whoever
   * compresses gives up when the store is closed.
   */
  void awaitEnd() {
    latest.join();
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
