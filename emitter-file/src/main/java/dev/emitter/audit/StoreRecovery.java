package dev.emitter.audit;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Opens the files of a store, and finishes, or takes back, what a crash has left undone. */
final class StoreRecovery {

  private static final Logger LOG = Loggers.of(StoreRecovery.class);

  private final Path folder;
  private final ClosedSegments closed;
  private @Nullable GrowingSegment growing;
  private long last;
  private Instant lastAt = Instant.MIN;

  private StoreRecovery(Path folder, ClosedSegments closed) {
    this.folder = folder;
    this.closed = closed;
  }

  static StoreRecovery of(Path folder, DigestChain chain) throws IOException {
    TemporaryFiles.clear(folder);
    StoreRecovery recovery = new StoreRecovery(folder, new ClosedSegments(folder, chain));
    recovery.recover(chain);
    return recovery;
  }

  ClosedSegments closed() {
    return closed;
  }

  /** Returns the segment that grows; null if the next entry begins one. */
  @Nullable GrowingSegment growing() {
    return growing;
  }

  /** Returns the number of the last entry; 0 if there has been none. */
  long last() {
    return last;
  }

  /** Returns its time. */
  Instant lastAt() {
    return lastAt;
  }

  private void recover(DigestChain chain) throws IOException {
    Erasure.finish(folder, chain.entries());
    Set<Long> dropped = new HashSet<>();
    for (ChainEntry entry : chain.entries()) {
      note(entry, dropped);
    }
    List<SegmentFile> files = SegmentFile.list(folder);
    long newest = files.isEmpty() ? 0 : files.get(files.size() - 1).first();
    for (SegmentFile file : files) {
      if (dropped.contains(file.first())) {
        ClosedSegments.remove(folder, file.first());
      } else if (chain.closed().containsKey(file.first())
          || file.compressed()
          || file.first() != newest) {
        closed.keep(file);
      } else {
        growing = resume(file);
      }
    }
    SegmentHead head = SegmentHead.read(folder);
    last = Math.max(last, head == null ? 0 : head.last());
  }

  private void note(ChainEntry entry, Set<Long> dropped) {
    if (entry.is(ChainEntry.SEGMENT)) {
      last = Math.max(last, entry.last());
      lastAt = entry.lastAt();
    } else if (entry.is(ChainEntry.DROPPED)) {
      dropped.add(entry.first());
    }
  }

  private GrowingSegment resume(SegmentFile file) throws IOException {
    GrowingSegment resumed = GrowingSegment.open(file);
    SegmentHead head = SegmentHead.read(folder);
    if (head != null && head.first() == file.first()) {
      resumed.skipTo(head.last());
      if (head.bytes() > resumed.size()) {
        LOG.error("{}: entries are missing at its end; they were cut", file.path());
      }
    } else if (resumed.count() > 0) {
      LOG.error(
          "{}: {} is missing, damaged or of an earlier segment; if entries were cut off at its end,"
              + " nothing tells that any more",
          file.path(),
          SegmentHead.NAME);
    }
    resumed.writeHead();
    last = Math.max(last, resumed.last());
    Instant newest = resumed.lastAt();
    lastAt = newest != null && newest.isAfter(lastAt) ? newest : lastAt;
    return resumed;
  }
}
