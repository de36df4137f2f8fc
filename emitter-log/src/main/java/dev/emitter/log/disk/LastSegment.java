package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Recovers the segment that was being written when the log was last used: finds its last good
 * event, and cuts what follows.
 */
final class LastSegment {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final int PATIENCE = 20;

  private final Storage storage;
  private final SegmentFiles files;
  private final DamageBook damages;
  private final LogSettings settings;

  /** Where the good events end, and whether anything but zeros follows. */
  private record End(SegmentIndex.Place place, boolean debris) {}

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
  @Nullable SegmentWriter recover(Recovery.Found found) {
    Segment segment = found.segment();
    segment.grow(segment.base() - 1, found.size(), Long.MIN_VALUE);
    End good = walkThrough(segment);
    if (good == null || !found.isReadable()) {
      leaveAlone(found);
      return null;
    }
    SegmentIndex.Place end = good.place();
    boolean debris = good.debris();
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

  /** Returns where the good events end, or null if the file cannot be read now. */
  private @Nullable End walkThrough(Segment segment) {
    BlockCache blocks = new BlockCache(files, 2, Integer.MAX_VALUE);
    SegmentWalk walk = walk(blocks, segment, segment.index().at(segment.base()));
    for (int failures = 0; failures < PATIENCE; failures++) {
      try {
        while (walk.next(Long.MAX_VALUE)) {}
        return new End(walk.place(), walk.hasDebris());
      } catch (IOException e) {
        LOG.error("cannot read {}", storage.describe(segment.name()), e);
        walk = walk(blocks, segment, walk.place());
      }
    }
    return null;
  }

  /** Cuts nothing that may be good, and gives no position again that may be in the file. */
  private void leaveAlone(Recovery.Found found) {
    Segment segment = found.segment();
    long size = found.isReadable() ? found.size() : Recovery.LARGEST;
    segment.grow(segment.base() + size / Frame.HEADER, size, settings.now());
    segment.bytes(found.size());
    segment.doubt();
    segment.seal();
    LOG.error(
        "{} cannot be read now; nothing is cut, and positions go on at {}",
        storage.describe(segment.name()),
        segment.last() + 1);
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
      SegmentWriter writer = new SegmentWriter(segment, file, end.offset(), found.size(), settings);
      if (debris) {
        writer.undo();
      } else {
        writer.sync(); // what a process wrote before it ended is now promised
      }
      storage.syncDirectory(); // and the name of the file with it
      return writer;
    } catch (IOException e) {
      LOG.warn("{} is not written any more: {}", storage.describe(segment.name()), e.toString());
      segment.seal();
      return null;
    }
  }
}
