package dev.emitter.log.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Adds to the newest segment. Where each group is synced, it keeps some zeros written ahead, so
 * that most writes change nothing but bytes and {@link StorageFile#sync} has no metadata to store.
 * Not thread-safe.
 */
final class SegmentWriter {

  private static final int AHEAD = 1 << 20;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(AHEAD).asReadOnlyBuffer();

  private final Segment segment;
  private final StorageFile file;
  private final long capacity;
  private final boolean ahead;
  private long end;
  private long filledTo;

  /**
   * Creates a writer.
   *
   * @param end where the next event goes
   * @param filledTo up to where the file is written
   * @param settings how large the file shall become, and whether zeros pay
   */
  SegmentWriter(Segment segment, StorageFile file, long end, long filledTo, LogSettings settings) {
    this.segment = segment;
    this.file = file;
    this.capacity = settings.segmentBytes();
    this.ahead = settings.writesAhead();
    this.end = end;
    this.filledTo = filledTo;
    segment.bytes(Math.max(end, filledTo));
  }

  /** Writes zeros. */
  static void fill(StorageFile file, long from, long to) throws IOException {
    for (long at = from; at < to; at += AHEAD) {
      ByteBuffer zeros = ZEROS.duplicate();
      file.write(zeros.limit((int) Math.min(AHEAD, to - at)), at);
    }
  }

  Segment segment() {
    return segment;
  }

  /** Returns where the next event goes. */
  long end() {
    return end;
  }

  /** Returns whether so many bytes still fit; a segment without events takes any number. */
  boolean fits(long bytes) {
    return end == SegmentHeader.SIZE || end + bytes <= capacity;
  }

  /** Returns whether it is time to think of the next segment. */
  boolean isWellFilled() {
    return end > capacity / 4;
  }

  /** Writes events where the next ones go; they do not count before {@link #accept}. */
  void write(ByteBuffer events) throws IOException {
    long newEnd = end + events.remaining();
    file.write(events, end);
    if (newEnd > filledTo) {
      filledTo = newEnd;
      if (ahead) {
        fillAhead(newEnd);
      }
    }
  }

  private void fillAhead(long from) {
    long to = Math.min(capacity, (from / AHEAD + 1) * AHEAD);
    if (to <= from) {
      return;
    }
    try {
      fill(file, from, to);
      filledTo = to;
      segment.bytes(to);
    } catch (IOException e) {
      // the disk is nearly full: the next event will have to do without
    }
  }

  void sync() throws IOException {
    file.sync();
  }

  /** Makes what was written count. */
  void accept(long bytes) {
    end += bytes;
  }

  /** Removes what was written and does not count. */
  void undo() throws IOException {
    file.truncate(end);
    filledTo = end;
    file.sync();
  }

  void close() throws IOException {
    file.close();
  }
}
