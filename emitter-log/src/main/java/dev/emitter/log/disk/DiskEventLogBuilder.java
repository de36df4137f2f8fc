package dev.emitter.log.disk;

import dev.emitter.execution.Execution;
import dev.emitter.log.EventLogException;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Configures a log on disk. Not thread-safe. */
public final class DiskEventLogBuilder {

  private final Path directory;
  private Durability durability = Durability.SYNCED;
  private long segmentBytes = 64L << 20;
  private Duration retentionMin = Duration.ofDays(7);
  private @Nullable Duration maxAge;
  private long maxBytes = Long.MAX_VALUE;
  private Duration blockFor = Duration.ofSeconds(10);
  private long maxPendingBytes = 16L << 20;
  private Duration attemptsKeptFor = AttemptSettings.KEPT_FOR;
  private long attemptsMaxBytes = AttemptSettings.MAX_BYTES;
  private Clock clock = Clock.systemUTC();
  private @Nullable Storage storage;
  private FilePermissions permissions = FilePermissions.PRIVATE;
  private boolean readOnly;
  private Execution execution = Execution.onThreads();

  DiskEventLogBuilder(Path directory) {
    this.directory = directory;
  }

  /** Sets how safe an event is when its publication has succeeded. If unset, synced. */
  public DiskEventLogBuilder durability(Durability level) {
    this.durability = level;
    return this;
  }

  /**
   * Sets how large a file becomes, from 4 KiB to 1 GiB; events leave file by file. If unset, 64
   * MiB.
   */
  public DiskEventLogBuilder segmentBytes(long bytes) {
    if (bytes < 4096 || bytes > 1L << 30) {
      throw new IllegalArgumentException(
          "segmentBytes = " + bytes + ": must be from 4096 (4 KiB) to 1073741824 (1 GiB)");
    }
    this.segmentBytes = bytes;
    return this;
  }

  /** Sets how long events are kept at least, needed or not, to be sent again. If unset, 7 days. */
  public DiskEventLogBuilder retentionMin(Duration age) {
    this.retentionMin = notNegative("retentionMin", age);
    return this;
  }

  /** Sets how long events are kept at most, needed or not. If unset, as long as needed. */
  public DiskEventLogBuilder maxAge(Duration age) {
    this.maxAge = notNegative("maxAge", age);
    return this;
  }

  private static Duration notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " = " + value + ": must not be negative");
    }
    return value;
  }

  /**
   * Sets about how many bytes the log takes at most: when it takes more, the oldest file goes,
   * needed or not. If unset, there is no limit.
   */
  public DiskEventLogBuilder maxBytes(long bytes) {
    if (bytes < 16384) {
      throw new IllegalArgumentException(
          "maxBytes = " + bytes + ": must be at least 16384 (16 KiB)");
    }
    this.maxBytes = bytes;
    return this;
  }

  /**
   * Sets how long a publisher waits at most while more is published than the disk can take. If
   * unset, 10 s; zero to fail at once.
   */
  public DiskEventLogBuilder blockFor(Duration limit) {
    this.blockFor = Duration.ofNanos(TimeUnit.NANOSECONDS.convert(notNegative("blockFor", limit)));
    return this;
  }

  /** Sets how many bytes of events may wait to be written. If unset, 16 MiB. */
  public DiskEventLogBuilder maxPendingBytes(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxPendingBytes = " + bytes + ": must be at least 1");
    }
    this.maxPendingBytes = bytes;
    return this;
  }

  /** Sets how long the delivery log keeps attempts at most. If unset, 7 days. */
  public DiskEventLogBuilder attemptsKeptFor(Duration age) {
    this.attemptsKeptFor = age;
    return this;
  }

  /**
   * Sets how many bytes the delivery log takes at most, at least 64 KiB: the oldest file goes
   * first. Those of users' emitters are apart, and take half as much again. They do not count for
   * {@link #maxBytes}. If unset, 256 MiB.
   */
  public DiskEventLogBuilder attemptsMaxBytes(long bytes) {
    this.attemptsMaxBytes = bytes;
    return this;
  }

  /** Sets the clock that gives the time of publication. If unset, the system's. */
  public DiskEventLogBuilder clock(Clock time) {
    this.clock = time;
    return this;
  }

  /**
   * Sets the permissions of the files that are made: of events, of the state, of the delivery log
   * and of the lock. The owner may always read and write, and who may read a file may enter the
   * directory, if that is made. What exists keeps its permissions, and a warning is logged if
   * others may read it. If unset, files have the mode 0600 and the directory 0700. Where the file
   * system knows no such permissions, this has no effect.
   *
   * @throws IllegalArgumentException if somebody could execute files
   */
  public DiskEventLogBuilder filePermissions(Set<PosixFilePermission> files) {
    this.permissions = FilePermissions.of(files);
    return this;
  }

  /**
   * Sets whether the log is opened to be read alone: nothing in the directory changes, which may be
   * on a disk that cannot be written, appending fails, and what has to be repaired is repaired in
   * memory. Several may read so at once, but not while another process writes. If unset, it is
   * opened to be written.
   */
  public DiskEventLogBuilder readOnly(boolean alone) {
    this.readOnly = alone;
    return this;
  }

  /** Sets what to use in place of the directory's files, for tests; then nothing is locked. */
  public DiskEventLogBuilder storage(Storage files) {
    this.storage = files;
    return this;
  }

  /** Sets what runs everything, for a laboratory; who uses the library cannot. */
  DiskEventLogBuilder execution(Execution runs) {
    this.execution = runs;
    return this;
  }

  /**
   * Opens the log.
   *
   * @throws EventLogException if the directory cannot be used, belongs to another process, or holds
   *     a log of a later version
   * @throws IllegalArgumentException if the delivery log's bounds are no bounds
   */
  public DiskEventLog open() {
    LogSettings settings =
        new LogSettings(
            durability,
            Math.min(segmentBytes, Math.max(4096, maxBytes / 4)),
            retentionMin,
            maxAge,
            maxBytes,
            blockFor,
            maxPendingBytes,
            clock,
            new AttemptSettings(clock, attemptsKeptFor, attemptsMaxBytes),
            permissions,
            readOnly,
            execution);
    try {
      if (storage != null) {
        return new DiskEventLog(LogParts.open(storage, null, settings), null);
      }
      return readOnly
          ? new DiskEventLog(LogParts.openToRead(directory, settings), null)
          : new DiskEventLog(LogParts.open(directory, settings), directory);
    } catch (IOException e) {
      throw new EventLogException("cannot open the event log in " + directory + ": " + e, e);
    }
  }
}
