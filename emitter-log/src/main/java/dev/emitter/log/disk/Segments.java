package dev.emitter.log.disk;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The segments of the log in order, and where the log starts and ends. Thread-safe. */
final class Segments {

  private final ConcurrentSkipListMap<Long, Segment> byBase = new ConcurrentSkipListMap<>();
  private volatile long start;
  private volatile long end;
  private volatile long next;
  private volatile long released;

  /** Returns the position before the oldest event kept. */
  long start() {
    return start;
  }

  void start(long position) {
    start = Math.max(start, position);
  }

  /** Returns the position of the newest event that readers may see. */
  long end() {
    return end;
  }

  synchronized void end(long position) {
    end = position;
  }

  /** Notes that positions up to here are never given again, whether they were or not. */
  synchronized void advance(long position) {
    if (position > end) {
      Segment last = last();
      if (last != null) {
        last.doubt();
      }
      next = position + 1;
      end = position;
    }
  }

  /** Returns the position that the next event gets. */
  long next() {
    return Math.max(next, end + 1);
  }

  void next(long position) {
    next = position;
  }

  /** Returns the position up to which no emitter needs the events. */
  long released() {
    return released;
  }

  synchronized void release(long position) {
    released = Math.max(released, Math.min(position, end));
  }

  void add(Segment segment) {
    byBase.put(segment.base(), segment);
  }

  void remove(Segment segment) {
    byBase.remove(segment.base(), segment);
  }

  /** Returns the segment where an event of this position would be, or the first one. */
  @Nullable Segment holding(long position) {
    Map.Entry<Long, Segment> entry = byBase.floorEntry(position);
    if (entry == null) {
      entry = byBase.firstEntry();
    }
    return entry == null ? null : entry.getValue();
  }

  @Nullable Segment after(Segment segment) {
    Map.Entry<Long, Segment> entry = byBase.higherEntry(segment.base());
    return entry == null ? null : entry.getValue();
  }

  @Nullable Segment first() {
    Map.Entry<Long, Segment> entry = byBase.firstEntry();
    return entry == null ? null : entry.getValue();
  }

  @Nullable Segment last() {
    Map.Entry<Long, Segment> entry = byBase.lastEntry();
    return entry == null ? null : entry.getValue();
  }

  Collection<Segment> all() {
    return byBase.values();
  }
}
