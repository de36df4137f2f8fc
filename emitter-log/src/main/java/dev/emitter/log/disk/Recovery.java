package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Finds out what a directory holds, and mends what was cut off. Used once, while opening. */
final class Recovery {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);

  private static final int PATIENCE = 5;

  /** Stands for the size of a file that cannot be read now. */
  static final long LARGEST = 1L << 30;

  private final Storage storage;
  private final Segments segments;
  private final LastSegment lastSegment;
  private final DamageBook damages;
  private final LogSettings settings;
  private final List<Found> found = new ArrayList<>();

  /** A segment's file, its size (0 if it cannot be read now), and its header if that is good. */
  record Found(Segment segment, long size, @Nullable SegmentHeader header, boolean isReadable) {}

  Recovery(
      Storage storage,
      Segments segments,
      SegmentFiles files,
      DamageBook damages,
      LogSettings settings) {
    this.storage = storage;
    this.segments = segments;
    this.damages = damages;
    this.settings = settings;
    this.lastSegment = new LastSegment(storage, files, damages, settings);
  }

  /**
   * Enlists all segments and says where the log starts and ends.
   *
   * @param start the position before the oldest event, as far as it is known
   * @return who goes on writing the last segment, or null if a new one has to be begun
   */
  @Nullable SegmentWriter run(long start) throws IOException {
    discardUnfinished();
    List<Long> bases = bases();
    for (int i = 0; i < bases.size(); i++) {
      boolean isLast = i + 1 == bases.size();
      if (isLast || bases.get(i + 1) - 1 > start) {
        found.add(look(bases.get(i)));
      } else {
        discard(SegmentName.of(bases.get(i)));
      }
    }
    for (int i = 0; i + 1 < found.size(); i++) {
      seal(found.get(i), found.get(i + 1));
    }
    SegmentWriter writer = recoverLast();
    setBounds(start);
    return writer;
  }

  private void discardUnfinished() {
    discard(SegmentName.BEGUN);
    discard(SegmentName.SPARE);
  }

  private void discard(String name) {
    try {
      storage.delete(name);
    } catch (IOException e) {
      LOG.warn("{} is not needed any more but cannot be deleted: {}", storage.describe(name), e);
    }
  }

  private List<Long> bases() throws IOException {
    return storage.list().stream()
        .map(SegmentName::base)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .sorted()
        .toList();
  }

  private Found look(long base) {
    Segment segment = new Segment(base);
    String described = storage.describe(segment.name());
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.SIZE);
    long size = 0;
    boolean readable = false;
    for (int tries = 0; tries < PATIENCE && !readable; tries++) {
      try (StorageFile file = storage.open(segment.name())) {
        size = file.size();
        file.read(bytes.clear(), 0);
        readable = true;
      } catch (IOException e) {
        LOG.error("cannot read {}", described, e);
      }
    }
    SegmentHeader header = readable ? SegmentHeader.read(bytes.flip(), described) : null;
    boolean own = header != null && header.base() == base;
    return new Found(segment, readable ? size : 0, own ? header : null, readable);
  }

  private void seal(Found one, Found next) {
    Segment segment = one.segment();
    SegmentHeader header = next.header();
    long last = next.segment().base() - 1;
    long latest = settings.now();
    if (header != null && header.previous() > segment.base()) {
      last = header.previous() - 1;
      lost(header.previous(), next.segment().base() - 1);
    } else if (header != null) {
      latest = header.previousLatest();
      if (header.previousDoubtful()) {
        segment.doubt();
      }
    }
    segment.grow(last, one.isReadable() ? one.size() : LARGEST, latest);
    segment.bytes(one.size());
    segment.seal();
    segments.add(segment);
    reportHeader(one);
  }

  private void lost(long first, long last) {
    String file = storage.describe(SegmentName.of(first));
    damages.report(new Damage(file + " (missing)", 0, 0, first, last, false));
  }

  private void reportHeader(Found one) {
    if (one.header() == null && one.isReadable()) {
      String file = storage.describe(one.segment().name());
      long base = one.segment().base();
      damages.report(new Damage(file, 0, SegmentHeader.SIZE, base, base - 1, false));
    }
  }

  private @Nullable SegmentWriter recoverLast() throws IOException {
    if (found.isEmpty()) {
      return null;
    }
    Found last = found.get(found.size() - 1);
    SegmentWriter writer = lastSegment.recover(last);
    if (!last.segment().isGone()) {
      segments.add(last.segment());
      reportHeader(last);
    }
    return writer;
  }

  private void setBounds(long start) {
    segments.start(start);
    if (found.isEmpty()) {
      segments.end(start);
      return;
    }
    startAt(start, found.get(0));
    Segment last = found.get(found.size() - 1).segment();
    segments.next(last.last() + 1);
    segments.end(Math.max(last.last(), segments.start()));
  }

  private void startAt(long start, Found first) {
    long before = first.segment().base() - 1;
    SegmentHeader header = first.header();
    if (before <= start || (start > 0 && header != null && header.previousDoubtful())) {
      return;
    }
    if (start > 0) {
      lost(start + 1, before);
    }
    segments.start(before);
  }
}
