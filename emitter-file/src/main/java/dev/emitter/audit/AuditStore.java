package dev.emitter.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.audit.SegmentIndex.Mark;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

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

  private static final Logger LOG = Loggers.of(AuditStore.class);

  private final Path folder;
  private final StoreSettings settings;
  private final LineBuffer buffer = new LineBuffer();
  private final TreeMap<Long, SegmentFile> closed = new TreeMap<>();
  private final DigestChain chain;

  /** Held while segments are written anew, and taken before the lock of the store. */
  private final ReentrantLock rewriting = new ReentrantLock();

  private StoreInfo info;
  private @Nullable GrowingSegment growing;
  private long last;
  private Instant lastAt = Instant.MIN;
  private long closedBytes;
  private volatile long bytes;
  private boolean isOpen = true;
  private @Nullable Object writer;

  private AuditStore(Path folder, StoreInfo info, StoreSettings settings) throws IOException {
    this.folder = folder;
    this.info = info;
    this.settings = settings;
    this.chain = DigestChain.open(folder, settings.signer());
  }

  /** Opens the store in a folder, and finishes what a crash has left undone. */
  static AuditStore open(Path folder, StoreInfo info, StoreSettings settings) throws IOException {
    TemporaryFiles.clear(folder);
    AuditStore store = new AuditStore(folder, info, settings);
    store.recover();
    return store;
  }

  private void recover() throws IOException {
    Erasure.finish(folder, chain.entries());
    Set<Long> gone = new HashSet<>();
    for (ChainEntry entry : chain.entries()) {
      note(entry, gone);
    }
    List<SegmentFile> files = SegmentFile.list(folder);
    long newest = files.isEmpty() ? 0 : files.get(files.size() - 1).first();
    for (SegmentFile file : files) {
      if (gone.contains(file.first())) {
        remove(file.first());
      } else if (chain.closed().containsKey(file.first())
          || file.compressed()
          || file.first() != newest) {
        keepOne(file);
      } else {
        growing = resume(file);
      }
    }
    SegmentHead head = SegmentHead.read(folder);
    last = Math.max(last, head == null ? 0 : head.last());
    measure();
  }

  private void note(ChainEntry entry, Set<Long> gone) {
    if (entry.is(ChainEntry.SEGMENT)) {
      last = Math.max(last, entry.last());
      lastAt = entry.lastAt();
    } else if (entry.is(ChainEntry.DROPPED)) {
      gone.add(entry.first());
    }
  }

  private void keepOne(SegmentFile file) throws IOException {
    closed.put(file.first(), file);
    if (file.compressed()) {
      SegmentFile.plain(folder, file.first()).delete();
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

  private void measure() {
    closedBytes = closed.values().stream().mapToLong(SegmentFile::size).sum();
    addUp();
  }

  private void addUp() {
    bytes = closedBytes + (growing == null ? 0 : growing.size());
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

  synchronized boolean isOpen() {
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
    if (now != null && (now.size() >= segmentBytes() || !now.isOfDay(later(next)))) {
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

  private Instant later(NewEntry event) {
    return event.publishedAt().isBefore(lastAt) ? lastAt : event.publishedAt();
  }

  /** Writes as many as fit the segment, one at least; returns how many. */
  private int write(GrowingSegment segment, List<NewEntry> events) throws IOException {
    buffer.clear();
    List<Mark> marks = new ArrayList<>();
    long number = segment.last();
    Instant first = later(events.get(0)); // which is of the segment's day
    long day = GrowingSegment.day(first);
    Instant at = first;
    int added = 0;
    for (NewEntry event : events) {
      Instant next = event.publishedAt().isBefore(at) ? at : event.publishedAt();
      boolean full = segment.size() + buffer.size() >= segmentBytes();
      if (added > 0 && (full || GrowingSegment.day(next) != day)) {
        break;
      }
      number++;
      at = next;
      if ((number - segment.file().first()) % SegmentIndex.EVERY == 0) {
        marks.add(new Mark(number, at, buffer.size()));
      }
      buffer.add(number, event.position(), at, event.event());
      added++;
    }
    segment.write(buffer, added, first, at, marks);
    last = number;
    lastAt = at;
    return added;
  }

  // Closing and compressing segments.

  private void closeGrowing() throws IOException {
    GrowingSegment done = growing;
    if (done == null) {
      return;
    }
    Instant first = done.firstAt();
    Instant newest = done.lastAt();
    if (first == null || newest == null) { // nothing was written to it, or nothing whole is left
      first = newest = lastAt;
    }
    chain.append(
        DigestChain.entry(ChainEntry.SEGMENT)
            .put("first", done.file().first())
            .put("last", done.last())
            .put("count", done.count())
            .put("bytes", done.size())
            .put("firstAt", first.toString())
            .put("lastAt", newest.toString())
            .put("sha256", done.sha256()));
    done.close();
    closed.put(done.file().first(), done.file());
    growing = null;
    measure();
    settings.later(() -> compress(done.file()));
  }

  /** Compresses the segments that an earlier process has not. */
  void compressLater() {
    for (SegmentFile file : plain()) {
      settings.later(() -> compress(file));
    }
  }

  private synchronized List<SegmentFile> plain() {
    return closed.values().stream().filter(file -> !file.compressed()).toList();
  }

  private void compress(SegmentFile segment) {
    rewriting.lock();
    try {
      if (isClosedSegment(segment)) {
        SegmentCompression made = SegmentCompression.of(segment);
        if (!replace(segment, made)) {
          made.discard();
        }
      }
    } catch (IOException e) {
      LOG.warn("{}: is not compressed for now: {}", segment.path(), e.toString());
    } finally {
      rewriting.unlock();
    }
  }

  private synchronized boolean isClosedSegment(SegmentFile segment) {
    return isOpen && segment.equals(closed.get(segment.first()));
  }

  /** Returns false if the segment is not what it was any more. */
  private synchronized boolean replace(SegmentFile segment, SegmentCompression made)
      throws IOException {
    ChainEntry entry = chain.closed().get(segment.first());
    if (!isClosedSegment(segment) || entry == null || !entry.sha256().equals(made.sha256())) {
      return false;
    }
    chain.append(
        DigestChain.entry(ChainEntry.COMPRESSED)
            .put("first", segment.first())
            .put("sha256", made.compressedSha256()));
    made.replace(segment);
    closed.put(segment.first(), SegmentFile.compressed(folder, segment.first()));
    measure();
    return true;
  }

  // Retention.

  /** Drops what is too old, the segment that grows too, and what is too much. */
  synchronized void expire() throws IOException {
    requireOpen();
    GrowingSegment now = growing;
    if (now != null && now.count() > 0 && isBefore(now.lastAt(), oldestKept())) {
      closeGrowing();
    }
    dropOld();
  }

  private Instant oldestKept() {
    return settings.clock().instant().minus(info.keep());
  }

  private void dropOld() throws IOException {
    Instant oldest = oldestKept();
    while (!closed.isEmpty() && lastAt(closed.firstKey()).isBefore(oldest)) {
      drop(closed.firstKey(), "keep");
    }
    while (bytes > info.maxBytes() && !closed.isEmpty()) {
      drop(closed.firstKey(), "maxBytes");
    }
  }

  private static boolean isBefore(@Nullable Instant time, Instant other) {
    return time != null && time.isBefore(other);
  }

  private Instant lastAt(long first) {
    ChainEntry entry = chain.closed().get(first);
    return entry == null ? Instant.MAX : entry.lastAt();
  }

  /** Returns when its oldest entry was published; null if it has none. */
  synchronized @Nullable Instant oldestAt() {
    if (closed.isEmpty()) {
      return growing == null || growing.count() == 0 ? null : growing.firstAt();
    }
    ChainEntry entry = chain.closed().get(closed.firstKey());
    return entry == null ? Instant.MIN : Instant.parse(entry.json().path("firstAt").asText());
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
    drop(closed.firstKey(), reason);
    return true;
  }

  private void drop(long first, String reason) throws IOException {
    ChainEntry known = chain.closed().get(first);
    ObjectNode entry =
        DigestChain.entry(ChainEntry.DROPPED)
            .put("first", first)
            .put("reason", reason)
            .put("at", settings.clock().instant().toString());
    if (known != null) {
      entry.put("last", known.last()).put("count", known.count());
    }
    chain.append(entry);
    remove(first);
    closed.remove(first);
    measure();
    LOG.info("{}: dropped entries from {} on ({})", folder, first, reason);
  }

  private void remove(long first) throws IOException {
    SegmentFile.plain(folder, first).delete();
    SegmentFile.compressed(folder, first).delete();
  }

  // Erasing.

  /** Erases the events that the erasure means; returns how many. */
  long erase(Erasure erasure) throws IOException {
    rewriting.lock(); // no copy of what is erased may be under way
    try {
      return eraseAlone(erasure);
    } finally {
      rewriting.unlock();
    }
  }

  private synchronized long eraseAlone(Erasure erasure) throws IOException {
    requireOpen();
    if (growing != null && growing.count() > 0 && erasure.concerns(growing.file())) {
      closeGrowing();
    }
    long erased = erasure.apply(List.copyOf(closed.values()), chain, settings.clock().instant());
    for (SegmentFile file : erased == 0 ? List.<SegmentFile>of() : SegmentFile.list(folder)) {
      closed.computeIfPresent(file.first(), (first, before) -> file);
    }
    measure();
    compressLater();
    return erased;
  }

  /** Lets go; nothing more is written. */
  synchronized void close() {
    if (isOpen) {
      isOpen = false;
      if (growing != null) {
        growing.close();
      }
    }
  }
}
