package dev.emitter.log.disk;

import java.io.IOException;

/** Begins segments. Used by the committer alone. */
final class SegmentStarter {

  private final Storage storage;
  private final Segments segments;
  private final SegmentFiles files;
  private final SpareSegment spare;
  private final LogSettings settings;

  SegmentStarter(
      Storage storage,
      Segments segments,
      SegmentFiles files,
      SpareSegment spare,
      LogSettings settings) {
    this.storage = storage;
    this.segments = segments;
    this.files = files;
    this.spare = spare;
    this.settings = settings;
  }

  /**
   * Begins a segment; its name survives a crash before anything is written to it.
   *
   * @throws UncertainSegmentException if a crash may leave the segment or not
   */
  SegmentWriter begin(long base) throws IOException {
    Segment segment = new Segment(base);
    boolean filled = spare.take(SegmentName.BEGUN);
    try (StorageFile file = filled ? storage.open(SegmentName.BEGUN) : create()) {
      file.write(header(base).toBytes(), 0);
      file.sync();
    }
    publish(segment);
    long filledTo = filled ? settings.segmentBytes() : SegmentHeader.SIZE;
    StorageFile file = open(segment);
    enlist(segment);
    return new SegmentWriter(segment, file, SegmentHeader.SIZE, filledTo, settings.segmentBytes());
  }

  private void publish(Segment segment) throws UncertainSegmentException {
    try {
      storage.rename(SegmentName.BEGUN, segment.name());
      storage.syncDirectory();
    } catch (IOException | RuntimeException e) {
      throw new UncertainSegmentException(e);
    }
  }

  private StorageFile open(Segment segment) throws UncertainSegmentException {
    try {
      return storage.open(segment.name());
    } catch (IOException | RuntimeException e) {
      throw new UncertainSegmentException(e);
    }
  }

  private StorageFile create() throws IOException {
    storage.delete(SegmentName.BEGUN);
    return storage.create(SegmentName.BEGUN);
  }

  private SegmentHeader header(long base) {
    Segment before = base > 1 ? segments.holding(base - 1) : null;
    if (before == null || before.base() >= base) {
      return new SegmentHeader(base, 0, settings.now(), Long.MIN_VALUE);
    }
    return new SegmentHeader(base, before.base(), settings.now(), before.latest());
  }

  /** A segment without events that could not be written goes: the new one has its name. */
  private void enlist(Segment segment) {
    Segment last = segments.last();
    if (last != null) {
      last.seal();
      if (last.base() == segment.base()) {
        last.leave();
        files.close(last);
      }
    }
    segments.add(segment);
  }
}
