package dev.emitter.audit;

import dev.emitter.audit.SegmentIndex.Mark;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The entries of a batch that fit the segment that grows: one at least. Guarded by its store. */
final class SegmentBatch {

  private final GrowingSegment segment;
  private final LineBuffer lines;
  private final List<Mark> marks = new ArrayList<>();
  private final Instant firstAt; // which is of the segment's day
  private final long day;
  private Instant lastAt;
  private int count;

  private SegmentBatch(GrowingSegment segment, LineBuffer lines, Instant firstAt) {
    this.segment = segment;
    this.lines = lines;
    this.firstAt = firstAt;
    this.day = GrowingSegment.day(firstAt);
    this.lastAt = firstAt;
  }

  /**
   * Takes as many events as fit.
   *
   * @param lines where their lines go; emptied before
   * @param after a time that none of them gets an earlier one than
   * @param segmentBytes after how many bytes the segment is full
   */
  static SegmentBatch of(
      GrowingSegment segment,
      List<NewEntry> events,
      LineBuffer lines,
      Instant after,
      long segmentBytes)
      throws IOException {
    lines.clear();
    SegmentBatch batch = new SegmentBatch(segment, lines, later(events.get(0), after));
    for (NewEntry event : events) {
      Instant at = later(event, batch.lastAt);
      if (batch.count > 0 && !batch.fits(at, segmentBytes)) {
        break;
      }
      batch.add(event, at);
    }
    return batch;
  }

  /** Returns the time that an entry gets after another one: never an earlier one. */
  static Instant later(NewEntry event, Instant after) {
    return event.publishedAt().isBefore(after) ? after : event.publishedAt();
  }

  private boolean fits(Instant at, long segmentBytes) {
    boolean full = segment.size() + lines.size() >= segmentBytes;
    return !full && GrowingSegment.day(at) == day;
  }

  private void add(NewEntry event, Instant at) throws IOException {
    count++;
    lastAt = at;
    long number = last();
    if ((number - segment.file().first()) % SegmentIndex.EVERY == 0) {
      marks.add(new Mark(number, at, lines.size()));
    }
    lines.add(number, event.position(), at, event.event());
  }

  /** Adds them to the segment, and returns once they are on the disk. */
  void write() throws IOException {
    segment.write(lines, count, firstAt, lastAt, marks);
  }

  int count() {
    return count;
  }

  /** Returns the number of the last of them, before they are written. */
  private long last() {
    return segment.last() + count;
  }

  /** Returns the time of the last of them. */
  Instant lastAt() {
    return lastAt;
  }
}
