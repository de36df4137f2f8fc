package dev.emitter.audit;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The store of one emitter, open to be written by this process: a segment that grows, closed ones
 * before it, and the chain of their digests. Thread-safe; one caller at a time.
 *
 * <p>What holds: an entry is on the disk before it is told to be stored; numbers of entries grow by
 * one and are never given twice; their times never go back; a segment has its entry in the chain
 * before the next one is begun. The order of each change is such that a crash between two steps is
 * finished, or taken back, when the store is opened next.
 */
final class AuditStore {

  private final Path folder;
  private final StoreSettings settings;
  private final LineBuffer buffer = new LineBuffer();
  private final ClosedSegments closed;
  private final SegmentCompressor compressor;

  private StoreInfo info;
  private @Nullable GrowingSegment growing;
  private long last;
  private Instant lastAt;
  private volatile long bytes;
  private volatile boolean isOpen = true;
  private @Nullable Object writer;

  private AuditStore(Path folder, StoreInfo info, StoreSettings settings, StoreRecovery found) {
    this.folder = folder;
    this.info = info;
    this.settings = settings;
    this.closed = found.closed();
    this.growing = found.growing();
    this.last = found.last();
    this.lastAt = found.lastAt();
    this.compressor = new SegmentCompressor(this, settings);
    addUp();
  }

  /** Opens the store in a folder, and finishes what a crash has left undone. */
  static AuditStore open(Path folder, StoreInfo info, StoreSettings settings) throws IOException {
    DigestChain chain = DigestChain.open(folder, settings.signer());
    return new AuditStore(folder, info, settings, StoreRecovery.of(folder, chain));
  }

  Path folder() {
    return folder;
  }

  synchronized StoreInfo info() {
    return info;
  }

  /** Takes over what the definition says now. */
  synchronized void change(StoreInfo next) throws IOException {
    if (!next.equals(info)) {
      next.write(folder);
      info = next;
    }
  }

  /** Returns how many bytes its segments take. */
  long bytes() {
    return bytes;
  }

  private void addUp() {
    bytes = closed.bytes() + (growing == null ? 0 : growing.size());
  }

  /** Returns the number of the last entry that is on the disk. */
  synchronized long last() {
    return last;
  }

  /** Returns the time of the last entry; no later one will be before it. */
  synchronized Instant lastAt() {
    return lastAt;
  }

  /** Gives no later entry a time before this: the periods up to it are complete. */
  synchronized void completeUntil(Instant time) {
    lastAt = time.isAfter(lastAt) ? time : lastAt;
  }

  // Appending.

  /** Returns whether it was another one that has written so far. */
  synchronized boolean takenOverBy(Object next) {
    boolean other = writer != next;
    writer = next;
    return other;
  }

  boolean isOpen() {
    return isOpen;
  }

  /**
   * Stores events, in order. When it fails, those before {@link #last()} are stored all the same.
   *
   * @param progress is told how many are on the disk, each time some more are
   */
  synchronized void append(List<NewEntry> events, Progress progress) throws IOException {
    requireOpen();
    int done = 0;
    while (done < events.size()) {
      GrowingSegment segment = segment(events.get(done));
      done += write(segment, events.subList(done, events.size()));
      progress.stored(done);
    }
    addUp();
    dropOld();
  }

  /** Is told how many events of a batch are on the disk. */
  @FunctionalInterface
  interface Progress {
    void stored(int events);
  }

  private void requireOpen() throws IOException {
    if (!isOpen) {
      throw new ClosedChannelException();
    }
  }

  /** Returns the segment that an event goes to. */
  private GrowingSegment segment(NewEntry next) throws IOException {
    GrowingSegment now = growing;
    if (now != null
        && (now.size() >= segmentBytes() || !now.isOfDay(SegmentBatch.later(next, lastAt)))) {
      closeGrowing();
      now = null;
    }
    if (now == null) {
      now = GrowingSegment.create(folder, last + 1);
      growing = now;
    }
    return now;
  }

  private long segmentBytes() {
    return Math.max(1, Math.min(settings.segmentBytes(), info.maxBytes() / 4));
  }

  /** Writes as many as fit the segment, one at least; returns how many. */
  private int write(GrowingSegment segment, List<NewEntry> events) throws IOException {
    SegmentBatch batch = SegmentBatch.of(segment, events, buffer, lastAt, segmentBytes());
    batch.write();
    last = segment.last();
    lastAt = batch.lastAt();
    return batch.count();
  }

  // Closing and compressing segments.

  private void closeGrowing() throws IOException {
    GrowingSegment done = growing;
    if (done != null) {
      closed.close(done, lastAt);
      growing = null;
      addUp();
      compressor.compressLater(done.file());
    }
  }

  /** Compresses the segments that an earlier process has not. */
  void compressLater() {
    plain().forEach(compressor::compressLater);
  }

  private synchronized List<SegmentFile> plain() {
    return closed.plain();
  }

  synchronized boolean hasClosed(SegmentFile segment) {
    return isOpen && closed.has(segment);
  }

  /** Returns false if the segment is not what it was any more. */
  synchronized boolean replace(SegmentFile segment, SegmentCompression made) throws IOException {
    boolean replaced = isOpen && closed.replace(segment, made);
    addUp();
    return replaced;
  }

  // Retention.

  /** Drops what is too old, the segment that grows too, and what is too much. */
  synchronized void expire() throws IOException {
    requireOpen();
    GrowingSegment now = growing;
    Instant newest = now == null || now.count() == 0 ? null : now.lastAt();
    if (newest != null && newest.isBefore(oldestKept())) {
      closeGrowing();
    }
    dropOld();
  }

  private Instant oldestKept() {
    return settings.clock().instant().minus(info.keep());
  }

  private void dropOld() throws IOException {
    Instant oldest = oldestKept();
    while (closed.isOldestBefore(oldest)) {
      drop("keep");
    }
    while (bytes > info.maxBytes() && !closed.isEmpty()) {
      drop("maxBytes");
    }
  }

  private void drop(String reason) throws IOException {
    closed.dropOldest(reason, settings.clock().instant());
    addUp();
  }

  /** Returns when its oldest entry was published; null if it has none. */
  synchronized @Nullable Instant oldestAt() {
    if (closed.isEmpty()) {
      return growing == null || growing.count() == 0 ? null : growing.firstAt();
    }
    return closed.oldestAt();
  }

  /** Drops the oldest segment, the one that grows too; returns false if there is none. */
  synchronized boolean dropOldest(String reason) throws IOException {
    requireOpen();
    if (closed.isEmpty() && growing != null && growing.count() > 0) {
      closeGrowing();
    }
    if (closed.isEmpty()) {
      return false;
    }
    drop(reason);
    return true;
  }

  // Erasing.

  /** Erases the events that the erasure means; returns how many. */
  long erase(Erasure erasure) throws IOException {
    return compressor.alone(() -> eraseAlone(erasure)); // no copy of what is erased is under way
  }

  private synchronized long eraseAlone(Erasure erasure) throws IOException {
    requireOpen();
    if (growing != null && growing.count() > 0 && erasure.concerns(growing.file())) {
      closeGrowing();
    }
    long erased = closed.erase(erasure, settings.clock().instant());
    addUp();
    compressLater();
    return erased;
  }

  /** Lets go; nothing more is written once this returns. */
  void close() {
    letGo();
    compressor.awaitEnd();
  }

  private synchronized void letGo() {
    if (isOpen) {
      isOpen = false;
      if (growing != null) {
        growing.close();
      }
    }
  }
}
