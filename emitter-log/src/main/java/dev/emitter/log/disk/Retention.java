package dev.emitter.log.disk;

import dev.emitter.log.LoggedEvent;
import dev.emitter.log.SequencePosition;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Lets segments go that are no longer needed, or too old, or too many. Thread-safe. */
final class Retention {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int READ = 256;

  private final Storage storage;
  private final Segments segments;
  private final SegmentFiles files;
  private final EventReader reader;
  private final LogStart logStart;
  private final SpareSegment spare;
  private final Listening listening;
  private final LogSettings settings;
  private volatile HeldEvents held = HeldEvents.NONE;
  private long toldTo;

  Retention(
      Storage storage,
      Segments segments,
      SegmentFiles files,
      EventReader reader,
      LogStart logStart,
      SpareSegment spare,
      Listening listening,
      LogSettings settings) {
    this.storage = storage;
    this.segments = segments;
    this.files = files;
    this.reader = reader;
    this.logStart = logStart;
    this.spare = spare;
    this.listening = listening;
    this.settings = settings;
  }

  /** Lets go what may go; a failure is reported and tried again the next time. */
  synchronized void enforce() {
    try {
      long now = settings.now();
      Segment oldest = segments.first();
      while (oldest != null && isExpired(oldest, now)) {
        drop(oldest);
        oldest = segments.first();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot let the oldest events go; trying again later: {}", e.toString());
    }
  }

  /** Returns whether even the newest events are older than the log may keep them. */
  boolean isNewestTooOld() {
    Segment newest = segments.last();
    return newest != null
        && !newest.isSealed()
        && !newest.isEmpty()
        && isOlder(newest, settings.maxAge(), settings.now());
  }

  private boolean isExpired(Segment segment, long now) {
    if (segments.after(segment) == null) {
      return false;
    }
    boolean released = segment.last() <= segments.released() || isHeldTooLong(segment, now);
    return (released && isOlder(segment, settings.retentionMin(), now))
        || isOlder(segment, settings.maxAge(), now)
        || bytes() > settings.maxBytes();
  }

  /** Sets what may go although somebody may need it. */
  void limitHeld(HeldEvents events) {
    held = events;
  }

  /** Returns how many bytes the files take that have events behind a position. */
  long heldBytes(long after) {
    return segments.all().stream()
        .filter(segment -> segment.last() > after)
        .mapToLong(Segment::bytes)
        .sum();
  }

  private boolean isHeldTooLong(Segment segment, long now) {
    HeldEvents limit = held;
    return segment.last() <= limit.upTo()
        && (isOlder(segment, limit.mostAge(), now) || bytes() - spare.bytes() > limit.mostBytes());
  }

  private static boolean isOlder(Segment segment, @Nullable Duration age, long now) {
    if (age == null) {
      return false;
    }
    long nanos = TimeUnit.NANOSECONDS.convert(age);
    return segment.isEmpty() || segment.latest() <= now - nanos;
  }

  private long bytes() {
    return spare.bytes() + segments.all().stream().mapToLong(Segment::bytes).sum();
  }

  /** The new start is on the disk before the file goes, so that a crash leaves no hole. */
  private void drop(Segment segment) throws IOException {
    tellDropped(segment);
    Segment next = segments.after(segment);
    long start = next == null || segment.isDoubtful() ? segment.last() : next.base() - 1;
    logStart.write(start);
    segments.start(start);
    segment.leave();
    segments.remove(segment);
    files.close(segment);
    storage.delete(segment.name());
    storage.syncDirectory();
  }

  private void tellDropped(Segment segment) {
    long from = Math.max(segments.released(), Math.max(toldTo, segment.base() - 1));
    while (from < segment.last()) {
      List<LoggedEvent> events = reader.read(from, READ);
      for (LoggedEvent event : events) {
        long position = SequencePosition.of(event.position());
        if (position <= segment.last()) {
          listening.dropping(event);
        }
        from = position;
      }
      if (events.isEmpty()) {
        from = segment.last();
      }
    }
    toldTo = Math.max(toldTo, segment.last());
  }
}
