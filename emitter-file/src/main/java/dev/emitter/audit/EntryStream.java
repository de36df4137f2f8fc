package dev.emitter.audit;

import dev.emitter.log.EventLogException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries of a store one after the other, with one file open at a time. Not thread-safe. */
final class EntryStream implements Closeable {

  private final Deque<SegmentFile> left;
  private final long to;
  private final boolean tolerant;
  private long next;
  private @Nullable SegmentFile segment;
  private @Nullable LineReader lines;

  /**
   * Creates a stream.
   *
   * @param from the number of the first entry
   * @param to that of the last
   * @param tolerant whether damaged entries are passed over
   */
  EntryStream(List<SegmentFile> segments, long from, long to, boolean tolerant) {
    this.left = new ArrayDeque<>(segments);
    this.next = from;
    this.to = to;
    this.tolerant = tolerant;
    while (left.size() > 1 && second().first() <= from) {
      left.removeFirst();
    }
  }

  private SegmentFile second() {
    return List.copyOf(left).get(1);
  }

  /**
   * Returns the next entry, or null after the last.
   *
   * @throws NoSuchFileException if retention has dropped it meanwhile
   * @throws EventLogException if it is damaged
   */
  @Nullable AuditLine next() throws IOException {
    while (next <= to) {
      LineReader reader = reader();
      if (reader == null) {
        return null;
      }
      if (!reader.next() || !reader.isEnded()) {
        close();
        continue;
      }
      AuditLine line = line(reader);
      if (line != null && line.number() > to) {
        return null;
      }
      if (line != null && line.number() >= next) {
        next = line.number() + 1;
        return line;
      }
    }
    return null;
  }

  private @Nullable LineReader reader() throws IOException {
    if (lines == null && !left.isEmpty()) {
      long wanted = next;
      segment = left.removeFirst();
      lines = StoreReading.openBefore(segment, number -> number <= wanted);
    }
    return lines;
  }

  private @Nullable AuditLine line(LineReader reader) {
    try {
      return reader.line();
    } catch (DamagedLineException e) {
      if (tolerant) {
        return null;
      }
      throw new EventLogException(
          (segment == null ? "" : segment.path())
              + ": the line at byte "
              + reader.offset()
              + " "
              + e.getMessage()
              + "; see ./emitter audit verify, and read on after entry "
              + next);
    }
  }

  @Override
  public void close() throws IOException {
    LineReader open = lines;
    lines = null;
    if (open != null) {
      open.close();
    }
  }
}
