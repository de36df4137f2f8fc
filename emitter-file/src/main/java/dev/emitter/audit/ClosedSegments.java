package dev.emitter.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The closed segments of a store, and the chain that tells what became of each. Guarded by its
 * store.
 */
final class ClosedSegments {

  private static final Logger LOG = Loggers.of(ClosedSegments.class);

  private final Path folder;
  private final DigestChain chain;
  private final TreeMap<Long, SegmentFile> files = new TreeMap<>();
  private long bytes;

  ClosedSegments(Path folder, DigestChain chain) {
    this.folder = folder;
    this.chain = chain;
  }

  /** Takes over a segment that was closed before. */
  void keep(SegmentFile file) throws IOException {
    files.put(file.first(), file);
    if (file.compressed()) {
      SegmentFile.plain(folder, file.first()).delete();
    }
    bytes += file.size();
  }

  /**
   * Closes the segment that has grown so far.
   *
   * @param time the time of its entries if it has none that is whole
   */
  void close(GrowingSegment done, Instant time) throws IOException {
    Instant first = done.firstAt();
    Instant newest = done.lastAt();
    if (first == null || newest == null) { // nothing was written to it, or nothing whole is left
      first = newest = time;
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
    files.put(done.file().first(), done.file());
    measure();
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  boolean has(SegmentFile segment) {
    return segment.equals(files.get(segment.first()));
  }

  /** Returns those that are not compressed yet. */
  List<SegmentFile> plain() {
    return files.values().stream().filter(file -> !file.compressed()).toList();
  }

  /** Returns how many bytes they take. */
  long bytes() {
    return bytes;
  }

  private void measure() {
    bytes = files.values().stream().mapToLong(SegmentFile::size).sum();
  }

  /** Returns when the oldest entry was published; null if there is none. */
  @Nullable Instant oldestAt() {
    if (isEmpty()) {
      return null;
    }
    ChainEntry entry = chain.closed().get(files.firstKey());
    return entry == null ? Instant.MIN : Instant.parse(entry.json().path("firstAt").asText());
  }

  /** Returns whether all entries of the oldest segment are older. */
  boolean isOldestBefore(Instant time) {
    ChainEntry entry = isEmpty() ? null : chain.closed().get(files.firstKey());
    return entry != null && entry.lastAt().isBefore(time);
  }

  /** Drops the oldest segment. */
  void dropOldest(String reason, Instant now) throws IOException {
    long first = files.firstKey();
    ChainEntry known = chain.closed().get(first);
    ObjectNode entry =
        DigestChain.entry(ChainEntry.DROPPED)
            .put("first", first)
            .put("reason", reason)
            .put("at", now.toString());
    if (known != null) {
      entry.put("last", known.last()).put("count", known.count());
    }
    chain.append(entry);
    remove(folder, first);
    files.remove(first);
    measure();
    LOG.info("{}: dropped entries from {} on ({})", folder, first, reason);
  }

  /** Removes the files of a segment. */
  static void remove(Path folder, long first) throws IOException {
    SegmentFile.plain(folder, first).delete();
    SegmentFile.compressed(folder, first).delete();
  }

  /**
   * Puts the compressed form in place of a segment; returns false if the segment is not what it was
   * any more.
   */
  boolean replace(SegmentFile segment, SegmentCompression made) throws IOException {
    ChainEntry entry = chain.closed().get(segment.first());
    if (!has(segment) || entry == null || !entry.sha256().equals(made.sha256())) {
      return false;
    }
    chain.append(
        DigestChain.entry(ChainEntry.COMPRESSED)
            .put("first", segment.first())
            .put("sha256", made.compressedSha256()));
    made.replace(segment);
    files.put(segment.first(), SegmentFile.compressed(folder, segment.first()));
    measure();
    return true;
  }

  /** Erases events in them; returns how many. */
  long erase(Erasure erasure, Instant now) throws IOException {
    long erased = erasure.apply(List.copyOf(files.values()), chain, now);
    for (SegmentFile file : erased == 0 ? List.<SegmentFile>of() : SegmentFile.list(folder)) {
      files.computeIfPresent(file.first(), (first, before) -> file);
    }
    measure();
    return erased;
  }
}
