package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a log on disk is made of, put together and taken apart. Thread-safe. */
final class LogParts {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final long RECENT_BYTES = 16L << 20;

  private final LogSettings settings;
  private final @Nullable DirectoryLock lock;
  private final Segments segments = new Segments();
  private final TopicBytes topics = new TopicBytes();
  private final DamageBook damages = new DamageBook();
  private final Listening listening = new Listening();
  private final CommitterRole role;
  private final AppendQueue queue;
  private final SegmentFiles files;
  private final EventReader reader;
  private final RecentEvents recent;
  private final SpareSegment spare;
  private final DiskStateStore state;
  private final AttemptsBeside attempts;
  private final Retention retention;
  private final Committer committer;
  private final Maintenance maintenance;
  private volatile long signalledFor;

  static LogParts open(Path directory, LogSettings settings) throws IOException {
    DirectoryStorage files = DirectoryStorage.of(directory, settings.permissions());
    DirectoryLock lock = DirectoryLock.take(files.directory(), settings.permissions());
    return open(files, lock, settings);
  }

  /** Opens what is there; whatever has to be changed is changed in memory. */
  static LogParts openToRead(Path directory, LogSettings settings) throws IOException {
    Path real = directory.toRealPath();
    return open(new ReadOnlyStorage(real), DirectoryLock.share(real), settings);
  }

  /**
   * Opens the log in a storage.
   *
   * @param lock what keeps others away, which is let go if that fails; null for none
   */
  static LogParts open(Storage storage, @Nullable DirectoryLock lock, LogSettings settings)
      throws IOException {
    boolean opened = false;
    try {
      LogParts parts = new LogParts(storage, lock, settings);
      parts.role.start(parts.committer);
      parts.maintenance.start();
      opened = true;
      return parts;
    } finally {
      if (!opened && lock != null) {
        lock.close();
      }
    }
  }

  private LogParts(Storage storage, @Nullable DirectoryLock lock, LogSettings settings)
      throws IOException {
    this.settings = settings;
    this.lock = lock;
    this.role = new CommitterRole(settings.execution());
    this.queue = new AppendQueue(settings.maxPendingBytes(), settings.blockFor(), role);
    this.files = new SegmentFiles(storage);
    this.spare = new SpareSegment(storage, settings.segmentBytes());
    LogStart logStart = new LogStart(storage);
    openStart(logStart);
    SegmentWriter writer =
        new Recovery(storage, segments, files, damages, settings).run(logStart.position());
    this.state = DiskStateStore.open(storage);
    this.attempts = new AttemptsBeside(storage, settings.attempts(), settings.execution());
    this.reader = new EventReader(segments, files, topics, damages);
    this.recent = new RecentEvents(RECENT_BYTES, segments.next());
    this.retention =
        new Retention(storage, segments, files, reader, logStart, spare, listening, settings);
    this.maintenance = new Maintenance(settings.execution(), this::maintain);
    SegmentStarter starter = new SegmentStarter(storage, segments, files, spare, settings);
    SegmentAppender appender =
        new SegmentAppender(storage, segments, starter, writer, maintenance::signal);
    this.committer = new Committer(queue, segments, recent, appender, listening, role, settings);
  }

  private static void openStart(LogStart logStart) {
    try {
      logStart.open();
    } catch (IOException e) {
      LOG.warn("where the log starts is not known; taking its oldest event: {}", e.toString());
    }
  }

  private void maintain() {
    queue.requireCommitter();
    if (settings.readOnly()) {
      return;
    }
    if (retention.isNewestTooOld()) {
      queue.offer(new PendingAppend(PendingAppend.Act.ROLL));
    }
    retention.enforce();
    Segment newest = segments.last();
    if (newest != null && paysAhead(newest)) {
      spare.prepare();
    }
  }

  private boolean paysAhead(Segment newest) {
    return settings.writesAhead() && newest.end() > settings.segmentBytes() / 4;
  }

  /** Notes what is needed no more; if that ends a segment, it may go. */
  void release(long position) {
    segments.release(position);
    Segment oldest = segments.first();
    if (oldest != null && oldest.last() <= position && oldest.last() > signalledFor) {
      signalledFor = oldest.last();
      maintenance.signal();
    }
  }

  LogSettings settings() {
    return settings;
  }

  Segments segments() {
    return segments;
  }

  TopicBytes topics() {
    return topics;
  }

  DamageBook damages() {
    return damages;
  }

  Listening listening() {
    return listening;
  }

  AppendQueue queue() {
    return queue;
  }

  EventReader reader() {
    return reader;
  }

  RecentEvents recent() {
    return recent;
  }

  DiskStateStore state() {
    return state;
  }

  AttemptsBeside attempts() {
    return attempts;
  }

  Retention retention() {
    return retention;
  }

  Committer committer() {
    return committer;
  }

  void close() {
    attempts.close();
    spare.stop();
    queue.close();
    role.join();
    maintenance.stop();
    state.close();
    files.closeAll();
    spare.delete();
    if (lock != null) {
      lock.close();
    }
  }
}
