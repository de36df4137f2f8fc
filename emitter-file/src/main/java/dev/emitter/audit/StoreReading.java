package dev.emitter.audit;

import dev.emitter.audit.SegmentIndex.Mark;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries in the files of a store, as they were when it was made; changes nothing, so that it
 * may be done while a process writes. Not thread-safe.
 */
final class StoreReading {

  private static final int MOST_ATTEMPTS = 5;

  private final List<SegmentFile> segments;
  private final long last;
  private final @Nullable Instant lastAt;

  private StoreReading(List<SegmentFile> segments, long last, @Nullable Instant lastAt) {
    this.segments = segments;
    this.last = last;
    this.lastAt = lastAt;
  }

  /**
   * Looks at a store.
   *
   * @param folder where it is
   * @param open the store if this process writes it, or null; then entries count once they are on
   *     the disk
   */
  static StoreReading of(Path folder, @Nullable AuditStore open) throws IOException {
    if (open != null) {
      synchronized (open) {
        return new StoreReading(SegmentFile.list(folder), open.last(), open.lastAt());
      }
    }
    List<SegmentFile> segments = SegmentFile.list(folder);
    Last last = new Last();
    for (int i = segments.size() - 1; i >= 0 && last.number < 0; i--) {
      scan(segments.get(i), mark -> true, last);
    }
    long dropped = droppedTo(folder);
    return new StoreReading(segments, Math.max(last.number, dropped), last.at);
  }

  private static long droppedTo(Path folder) throws IOException {
    return DigestChain.read(folder).entries().stream()
        .filter(entry -> entry.is(ChainEntry.SEGMENT))
        .mapToLong(ChainEntry::last)
        .max()
        .orElse(0);
  }

  /** Takes lines until it wants no more. */
  private interface Visitor {

    /** Returns whether to go on. */
    boolean visit(AuditLine line);
  }

  private static final class Last implements Visitor {

    private long number = -1;
    private @Nullable Instant at;

    @Override
    public boolean visit(AuditLine line) {
      number = line.number();
      at = line.publishedAt();
      return true;
    }
  }

  /** Returns the number of the oldest entry kept; the next one to come if there is none. */
  long first() {
    return segments.isEmpty() ? last + 1 : segments.get(0).first();
  }

  /** Returns the time of the oldest entry kept; null if there is none. */
  @Nullable Instant firstAt() throws IOException {
    return segments.isEmpty() ? null : firstAt(segments.get(0));
  }

  /** Returns the number of the last entry; 0 if there has been none. */
  long last() {
    return last;
  }

  /** Returns the time that no later entry will be before; null if there has been none. */
  @Nullable Instant lastAt() {
    return lastAt;
  }

  /** Returns the number of the first entry of that time or later; the next one to come for none. */
  long atOrAfter(Instant time) throws IOException {
    int segment = lastBefore(time);
    if (segment < 0) {
      return first();
    }
    long[] found = {-1};
    scan(
        segments.get(segment),
        mark -> mark.publishedAt().isBefore(time),
        line -> {
          boolean before = line.publishedAt().isBefore(time);
          found[0] = before ? -1 : line.number();
          return before;
        });
    if (found[0] >= 0) {
      return Math.min(found[0], last + 1);
    }
    boolean more = segment + 1 < segments.size();
    return more ? segments.get(segment + 1).first() : last + 1;
  }

  /** Returns the last segment that begins before a time; -1 if none does. */
  private int lastBefore(Instant time) throws IOException {
    int low = 0;
    int high = segments.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstAt(segments.get(middle)).isBefore(time)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static Instant firstAt(SegmentFile segment) throws IOException {
    Instant[] found = {Instant.MAX};
    scan(
        segment,
        mark -> false,
        line -> {
          found[0] = line.publishedAt();
          return false;
        });
    return found[0];
  }

  /** Returns the entries from one number to another, both included. */
  EntryStream entries(long from, long to) {
    return entries(from, to, false);
  }

  /** Returns the entries from one number on, without those that are damaged. */
  EntryStream wholeEntries(long from) {
    return entries(from, last, true);
  }

  private EntryStream entries(long from, long to, boolean tolerant) {
    long until = Math.min(to, last);
    return new EntryStream(
        segments.stream().filter(one -> one.first() <= until).toList(), from, until, tolerant);
  }

  /** Shows the whole lines of a segment to a visitor, from the last mark that is wanted on. */
  private static void scan(SegmentFile segment, Predicate<Mark> from, Visitor visitor)
      throws IOException {
    try (LineReader lines = open(segment, from)) {
      while (lines.next() && lines.isEnded()) {
        AuditLine line = lines.wholeLine();
        if (line != null && !visitor.visit(line)) {
          return;
        }
      }
    }
  }

  /** Opens a segment at the last mark that is wanted, which come first in it. */
  private static LineReader open(SegmentFile segment, Predicate<Mark> from) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return openNow(segment.current(), from);
      } catch (NoSuchFileException gone) { // it was compressed, or written anew, at this moment
        if (attempt == MOST_ATTEMPTS) {
          throw gone;
        }
      }
    }
  }

  private static LineReader openNow(SegmentFile file, Predicate<Mark> from) throws IOException {
    Mark begin = null;
    for (Mark mark : SegmentIndex.read(file)) {
      begin = from.test(mark) ? mark : begin;
    }
    if (begin != null && isAt(file, begin)) {
      return new LineReader(file.open(begin.offset()), begin.offset());
    }
    return new LineReader(file.open(0), 0);
  }

  /** An index that says something else than its segment is not used. */
  private static boolean isAt(SegmentFile file, Mark mark) {
    try (LineReader lines = new LineReader(file.open(mark.offset()), mark.offset())) {
      return lines.next() && lines.line().number() == mark.number();
    } catch (IOException | DamagedLineException e) {
      return false;
    }
  }

  /** Opens a segment so that an entry is among the lines to come. */
  static LineReader openBefore(SegmentFile segment, LongPredicate before)
      throws NoSuchFileException, IOException {
    return open(segment, mark -> before.test(mark.number()));
  }
}
