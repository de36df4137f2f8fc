package dev.emitter.log.disk;

import dev.emitter.log.EventLogException;
import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes groups of events to the newest segment, all of a group or none of it. A file whose sync
 * has failed is never written again: nobody knows what of it is on the disk. Used by the committer
 * alone.
 */
final class SegmentAppender {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);

  private final Storage storage;
  private final Segments segments;
  private final SegmentStarter starter;
  private final Runnable wellFilled;
  private final GroupFrames frames = new GroupFrames();
  private @Nullable SegmentWriter writer;
  private long synced;
  private boolean told;

  /**
   * Creates an appender.
   *
   * @param writer of the newest segment, or null to begin one
   * @param wellFilled is run when it is time to prepare the next segment
   */
  SegmentAppender(
      Storage storage,
      Segments segments,
      SegmentStarter starter,
      @Nullable SegmentWriter writer,
      Runnable wellFilled) {
    this.storage = storage;
    this.segments = segments;
    this.starter = starter;
    this.writer = writer;
    this.wellFilled = wellFilled;
    this.synced = segments.end();
  }

  /** Returns whether a group of so many bytes can still be written at once. */
  boolean hasRoom(long bytes) {
    return GroupFrames.fit(bytes) && (writer == null || writer.fits(bytes));
  }

  boolean isUnsynced() {
    return synced < segments.end();
  }

  /** Writes a group; when this returns it counts, otherwise nothing of it does. */
  void append(List<PendingAppend> group, long first, long time, boolean durably)
      throws IOException {
    long bytes = group.stream().mapToLong(PendingAppend::size).sum();
    SegmentWriter target = writerFor(bytes, first);
    ByteBuffer laidOut = frames.of(group, bytes, target, first, time, synced);
    boolean syncing = false;
    try {
      target.write(laidOut);
      if (durably) {
        syncing = true;
        target.sync();
      }
    } catch (Throwable e) {
      contain(target, syncing, first);
      throw e;
    }
    accept(target, group, first, time);
    if (durably) {
      synced = first + group.size() - 1;
    }
  }

  private void accept(SegmentWriter target, List<PendingAppend> group, long first, long time) {
    Segment segment = target.segment();
    long offset = target.end();
    for (int i = 0; i < group.size(); i++) {
      segment.index().add(first + i, offset, segment.latest());
      offset += group.get(i).size();
    }
    target.accept(offset - target.end());
    segment.grow(first + group.size() - 1, offset, time);
    if (!told && target.isWellFilled()) {
      told = true;
      wellFilled.run();
    }
  }

  private SegmentWriter writerFor(long bytes, long first) throws IOException {
    SegmentWriter target = writer;
    if (target != null && target.fits(bytes) && target.segment().last() == first - 1) {
      return target;
    }
    return begin(first);
  }

  /** Once this has been tried, nothing goes to the old segment: the new one may exist already. */
  private SegmentWriter begin(long base) throws IOException {
    retire();
    SegmentWriter begun = starter.begin(base);
    writer = begun;
    told = false;
    wellFilled.run();
    return begun;
  }

  private void retire() {
    SegmentWriter old = writer;
    if (old == null) {
      return;
    }
    writer = null;
    old.segment().seal();
    try {
      if (isUnsynced()) {
        old.sync();
        synced = segments.end();
      }
    } catch (IOException e) {
      LOG.error("{}: events that were accepted may not survive a power cut", describe(old), e);
    }
    close(old);
  }

  /** Sees to it that what has failed never comes back. */
  private void contain(SegmentWriter failed, boolean syncFailed, long next) {
    boolean undone = false;
    try {
      failed.undo();
      undone = true;
    } catch (IOException | RuntimeException e) {
      LOG.warn("{}: cannot cut what failed: {}", describe(failed), e.toString());
    }
    if (syncFailed || !undone) {
      abandon(failed, next);
    }
  }

  /** Begins another segment at once: its first position says that nothing later here counts. */
  private void abandon(SegmentWriter failed, long next) {
    failed.segment().seal();
    writer = null;
    synced = Math.max(synced, next - 1);
    close(failed);
    try {
      begin(next);
    } catch (IOException | RuntimeException e) {
      LOG.warn("cannot begin another segment yet: {}", e.toString());
    }
  }

  /** Makes everything written survive a crash. */
  void sync() throws IOException {
    SegmentWriter target = writer;
    if (target == null || !isUnsynced()) {
      return;
    }
    try {
      target.sync();
      synced = segments.end();
    } catch (IOException e) {
      abandon(target, segments.next());
      throw e;
    }
  }

  /** Begins another segment unless the newest is empty. */
  void roll(long next) throws IOException {
    if (writer != null && !writer.segment().isEmpty()) {
      begin(next);
    }
  }

  void close() {
    close(writer);
    writer = null;
  }

  private void close(@Nullable SegmentWriter closed) {
    try {
      if (closed != null) {
        closed.close();
      }
    } catch (IOException e) {
      LOG.warn("{}: {}", describe(closed), e.toString());
    }
  }

  private String describe(@Nullable SegmentWriter of) {
    return storage.describe(of == null ? SegmentName.of(segments.next()) : of.segment().name());
  }

  /** Returns what publishers are told when their events could not be appended. */
  EventLogException explain(List<PendingAppend> group, Throwable e) {
    long bytes = group.stream().mapToLong(PendingAppend::size).sum();
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    return new EventLogException(
        "cannot write the event log: "
            + describe(writer)
            + ": "
            + reason
            + "; "
            + bytes
            + " bytes needed, "
            + free()
            + " free on that disk; the event was not published. Publishing goes on by itself once"
            + " the disk can be written",
        e);
  }

  private String free() {
    try {
      return storage.usableBytes() + " bytes";
    } catch (IOException | RuntimeException e) {
      return "an unknown number of bytes";
    }
  }
}
