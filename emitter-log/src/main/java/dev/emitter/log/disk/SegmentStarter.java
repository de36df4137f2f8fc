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

  /** Begins a segment; its name survives a crash before anything is written to it. */
  SegmentWriter begin(long base) throws IOException {
    Segment segment = new Segment(base);
    boolean filled = spare.take();
    String temporary = filled ? SegmentName.SPARE : SegmentName.BEGUN;
    try {
      name(segment, temporary, filled);
    } finally {
      spare.taken();
    }
    long filledTo = filled ? settings.segmentBytes() : SegmentHeader.SIZE;
    StorageFile file = storage.open(segment.name());
    enlist(segment);
    return new SegmentWriter(segment, file, SegmentHeader.SIZE, filledTo, settings.segmentBytes());
  }

  private void name(Segment segment, String temporary, boolean filled) throws IOException {
    try (StorageFile file = filled ? storage.open(temporary) : create()) {
      file.write(header(segment.base()).toBytes(), 0);
      file.sync();
    }
    storage.rename(temporary, segment.name());
    storage.syncDirectory();
  }

  private StorageFile create() throws IOException {
    storage.delete(SegmentName.BEGUN);
    return storage.create(SegmentName.BEGUN);
  }

  private SegmentHeader header(long base) {
    Segment before = base > 1 ? segments.holding(base - 1) : null;
    if (before == null || before.base() >= base) {
      return new SegmentHeader(base, 0, settings.now(), Long.MIN_VALUE, false);
    }
    return new SegmentHeader(
        base, before.base(), settings.now(), before.latest(), before.isDoubtful());
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
