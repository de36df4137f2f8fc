package dev.emitter.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets one channel of an emitter after the other use its folder. A channel may be made before the
 * one that it replaces is closed, and whether that one's emitter was removed, so that its folder is
 * to be deleted, is told right after it was closed. Thread-safe.
 */
final class ChannelUse {

  private static final ConcurrentMap<Path, ChannelUse> LAST = new ConcurrentHashMap<>();
  private static final Duration UNTIL_REMOVED = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path folder;
  private volatile @Nullable ChannelUse before;
  private volatile long closedAt;
  private volatile boolean closed;
  private volatile boolean removed;

  ChannelUse(Path folder) {
    this.folder = folder.toAbsolutePath();
    this.before = LAST.put(this.folder, this);
  }

  /** Returns how long to wait before the folder is looked at again; null if it can be used. */
  @Nullable Duration waitForOthers() {
    ChannelUse other = before;
    if (other == null || other.isOver()) {
      before = null;
      return null;
    }
    return PAUSE;
  }

  private boolean isOver() {
    return removed || (closed && System.nanoTime() - closedAt > UNTIL_REMOVED.toNanos());
  }

  void closed() {
    closedAt = System.nanoTime();
    closed = true;
  }

  void removed() {
    removed = true;
    LAST.remove(folder, this);
  }
}
