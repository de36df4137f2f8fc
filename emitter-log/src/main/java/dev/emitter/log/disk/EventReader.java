package dev.emitter.log.disk;

import dev.emitter.event.EventCodec;
import dev.emitter.event.InvalidEventException;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events from segments. Thread-safe. */
final class EventReader {

  private static final int BLOCKS = 64;
  private static final int PATIENCE = 10;
  private static final long MOST_BYTES = 4L << 20;

  private final Segments segments;
  private final SegmentFiles files;
  private final BlockCache blocks;
  private final TopicBytes topics;
  private final DamageBook damages;

  EventReader(Segments segments, SegmentFiles files, TopicBytes topics, DamageBook damages) {
    this.segments = segments;
    this.files = files;
    this.blocks = new BlockCache(files, BLOCKS, PATIENCE);
    this.topics = topics;
    this.damages = damages;
  }

  /** Returns some events after a position, at least one if there is one up to the log's end. */
  List<LoggedEvent> read(long after, int max) {
    List<LoggedEvent> events = new ArrayList<>(Math.min(max, 256));
    long from = Math.max(after, segments.start()) + 1;
    long end = segments.end();
    Segment segment = segments.holding(from);
    while (segment != null && events.isEmpty() && from <= end) {
      Segment next = segments.after(segment);
      readSegment(segment, from, Math.min(segment.last(), end), max, events);
      from = next == null ? end + 1 : Math.max(next.base(), segments.start() + 1);
      segment = next;
    }
    return events;
  }

  /**
   * Reads up to a position that the log has reached as a whole: what a segment has beyond, others
   * would not find yet, and take it for lost.
   */
  private void readSegment(
      Segment segment, long from, long last, int max, List<LoggedEvent> events) {
    if (from > last) {
      return;
    }
    try {
      SegmentWalk walk = walk(segment, segment.index().at(from));
      long bytes = 0;
      while (events.size() < max && bytes < MOST_BYTES && walk.next(last)) {
        LoggedEvent event = walk.position() < from ? null : decode(segment, walk);
        if (event != null) {
          events.add(event);
          bytes += walk.length();
        }
      }
      segment.index().hint(walk.place());
      if (events.size() < max && bytes < MOST_BYTES) {
        missing(segment, walk.place(), last);
      }
    } catch (IOException e) {
      failed(segment, from, last, e);
    }
  }

  private SegmentWalk walk(Segment segment, SegmentIndex.Place place) {
    return new SegmentWalk(
        blocks,
        segment,
        place,
        (fromByte, toByte, first, last, durableTo) ->
            report(segment, fromByte, toByte, first, last, first > durableTo));
  }

  private void missing(Segment segment, SegmentIndex.Place place, long last) {
    if (place.position() > last || segment.isGone()) {
      return;
    }
    if (segment.isDoubtful()) {
      segment.settle(place.position() - 1);
    } else {
      report(segment, place.offset(), segment.bytes(), place.position(), last, false);
    }
  }

  private void failed(Segment segment, long from, long last, IOException e) {
    if (segment.isGone()) {
      return;
    }
    if (e instanceof NoSuchFileException) {
      report(segment, 0, segment.bytes(), from, last, false);
      return;
    }
    throw new EventLogException("cannot read " + files.describe(segment) + ": " + e, e);
  }

  private void report(
      Segment segment, long fromByte, long toByte, long first, long last, boolean torn) {
    damages.report(new Damage(files.describe(segment), fromByte, toByte, first, last, torn));
  }

  private @Nullable LoggedEvent decode(Segment segment, SegmentWalk walk) {
    try {
      byte[] bytes = walk.bytes();
      int at = walk.contentAt();
      int length = walk.contentLength();
      int topicLength = TopicBytes.length(bytes, at, length);
      Topic topic = topics.decode(bytes, at, topicLength);
      return new LoggedEvent(
          new SequencePosition(walk.position()),
          topic,
          EventCodec.decode(bytes, at + topicLength, length - topicLength),
          EpochNanos.instant(walk.time()));
    } catch (InvalidEventException e) {
      long end = walk.offset() + walk.length();
      report(segment, walk.offset(), end, walk.position(), walk.position(), false);
      return null;
    }
  }

  /** Returns the position before the first event of that time or later. */
  long before(long time) {
    long end = segments.end();
    for (Segment segment : segments.all()) {
      if (segment.latest() >= time && !segment.isEmpty()) {
        long found = before(segment, time);
        if (found >= 0) {
          return Math.max(found, segments.start());
        }
      }
    }
    return end;
  }

  private long before(Segment segment, long time) {
    long last = segment.last();
    try {
      SegmentWalk walk = walk(segment, segment.index().before(time));
      while (walk.next(last)) {
        if (walk.time() >= time) {
          return walk.position() - 1;
        }
      }
    } catch (IOException e) {
      failed(segment, segment.base(), last, e);
    }
    return -1;
  }
}
