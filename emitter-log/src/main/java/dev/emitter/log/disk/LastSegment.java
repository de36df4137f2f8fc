package dev.emitter.log.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovers the segment that was being written when the log was last used: finds its last good
 * event, and cuts what follows.
 */
final class LastSegment {

  private static final Logger LOG = LoggerFactory.getLogger(DiskEventLog.class);
  private static final int PATIENCE = 5;

  private final Storage storage;
  private final SegmentFiles files;
  private final DamageBook damages;
  private final LogSettings settings;

  LastSegment(Storage storage, SegmentFiles files, DamageBook damages, LogSettings settings) {
    this.storage = storage;
    this.files = files;
    this.damages = damages;
    this.settings = settings;
  }

  /**
   * Recovers it.
   *
   * @return who goes on writing it, or null if it is full, or cannot be mended
   */
  @Nullable SegmentWriter recover(Recovery.Found found) throws IOException {
    Segment segment = found.segment();
    segment.grow(segment.base() - 1, found.size(), Long.MIN_VALUE);
    SegmentWalk walk = walkThrough(segment);
    SegmentIndex.Place end = walk.place();
    boolean debris = walk.hasDebris();
    segment.grow(end.position() - 1, end.offset(), end.latestBefore());
    segment.bytes(found.size());
    if (found.header() == null) {
      segment.seal();
      setAside(found, debris);
      return null;
    }
    if (debris) {
      String file = storage.describe(segment.name());
      damages.report(
          new Damage(file, end.offset(), found.size(), end.position(), end.position() - 1, true));
    }
    return resume(found, end, debris);
  }

  /** What cannot be read is not known to be damaged: opening fails rather than cut it off. */
  private SegmentWalk walkThrough(Segment segment) throws IOException {
    BlockCache blocks = new BlockCache(files, 2);
    SegmentWalk walk = walk(blocks, segment, segment.index().at(segment.base()));
    for (int failures = 1; ; failures++) {
      try {
        while (walk.next(Long.MAX_VALUE)) {}
        return walk;
      } catch (IOException e) {
        LOG.error("cannot read {}", storage.describe(segment.name()), e);
        if (failures == PATIENCE) {
          throw e;
        }
        walk = walk(blocks, segment, walk.place());
      }
    }
  }

  private SegmentWalk walk(BlockCache blocks, Segment segment, SegmentIndex.Place from) {
    String file = storage.describe(segment.name());
    return new SegmentWalk(
        blocks,
        segment,
        from,
        (fromByte, toByte, first, last, durableTo) ->
            damages.report(new Damage(file, fromByte, toByte, first, last, first > durableTo)));
  }

  /** A file without a header and without events was cut off at once, or is not the log's. */
  private void setAside(Recovery.Found found, boolean debris) {
    Segment segment = found.segment();
    if (!segment.isEmpty()) {
      return;
    }
    try {
      files.close(segment);
      if (debris) {
        storage.rename(segment.name(), segment.name() + ".damaged");
        String file = storage.describe(segment.name() + ".damaged");
        long base = segment.base();
        damages.report(new Damage(file, 0, found.size(), base, base - 1, true));
      } else {
        storage.delete(segment.name());
      }
      segment.leave();
    } catch (IOException e) {
      LOG.warn("{} is no segment but stays: {}", storage.describe(segment.name()), e.toString());
    }
  }

  private @Nullable SegmentWriter resume(
      Recovery.Found found, SegmentIndex.Place end, boolean debris) {
    Segment segment = found.segment();
    try {
      StorageFile file = storage.open(segment.name());
      SegmentWriter writer =
          new SegmentWriter(segment, file, end.offset(), found.size(), settings.segmentBytes());
      if (debris) {
        writer.undo();
      } else {
        writer.sync(); // what a process wrote before it ended is now promised
      }
      storage.syncDirectory(); // and so is the name, which it may not have got to
      return writer;
    } catch (IOException e) {
      LOG.warn("{} is not written any more: {}", storage.describe(segment.name()), e.toString());
      segment.seal();
      return null;
    }
  }
}
