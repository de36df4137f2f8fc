package dev.emitter.log.disk;

import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.DeliveryLogSource;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.execution.Execution;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.StateStore;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A log in the files of one directory, which it owns alone. What is published survives the end of
 * the process and, unless configured otherwise, a power cut. Opening never fails because of damage:
 * what cannot be read is reported, see {@link #damage}, and everything else is there. When the disk
 * is full, publishing fails and goes on by itself once there is room. Thread-safe.
 *
 * <pre>{@code
 * DiskEventLog log =
 *     DiskEventLog.builder(Path.of("data"))
 *         .retentionMin(Duration.ofDays(1)) // so long can events be sent again
 *         .maxBytes(10L << 30) // beyond, the oldest go, needed or not
 *         .open();
 * Emitters emitters = Emitters.builder().log(log).start(); // which closes the log
 * }</pre>
 */
public final class DiskEventLog implements EventLog, DeliveryLogSource {

  private final LogParts parts;
  private final @Nullable Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DiskEventLog(LogParts parts, @Nullable Path folder) {
    this.parts = parts;
    this.folder = folder;
  }

  /**
   * Opens the log in a directory, which is made if it does not exist.
   *
   * @throws EventLogException if the directory cannot be used, belongs to another process, or holds
   *     a log of a later version
   */
  public static DiskEventLog open(Path directory) {
    return builder(directory).open();
  }

  /** Starts the configuration of a log in a directory. */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  @Override
  public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
    if (parts.settings().readOnly()) {
      throw new EventLogException("the event log is open to be read alone; open it to be written");
    }
    PendingAppend append = encoded(PendingAppend.Act.APPEND, topic, event);
    parts.queue().add(append);
    return append;
  }

  @Override
  public boolean offer(Topic topic, EncodedEvent event) {
    if (parts.settings().readOnly() || parts.committer().isFailing()) {
      return false;
    }
    return parts.queue().offer(encoded(PendingAppend.Act.OFFER, topic, event));
  }

  private PendingAppend encoded(PendingAppend.Act act, Topic topic, EncodedEvent event) {
    byte[] topicBytes = parts.topics().encode(topic);
    return new PendingAppend(act, topic, event, topicBytes, EventCodec.encode(event));
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    Segments segments = parts.segments();
    long from = Math.max(SequencePosition.of(after), segments.start()) + 1;
    long end = segments.end(); // what is beyond is being added, and others would not find it yet
    if (from > end || max < 1) {
      return List.of();
    }
    int most = (int) Math.min(max, end - from + 1);
    List<LoggedEvent> recent = parts.recent().from(from, most);
    return recent == null ? parts.reader().read(from - 1, max) : recent;
  }

  @Override
  public Position start() {
    return new SequencePosition(parts.segments().start());
  }

  @Override
  public Position end() {
    return new SequencePosition(parts.segments().end());
  }

  @Override
  public Position positionBefore(Instant time) {
    return new SequencePosition(parts.reader().before(EpochNanos.of(time)));
  }

  @Override
  public Position position(String text) {
    SequencePosition position = SequencePosition.parse(text);
    if (position.sequence() < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is not a position of this log");
    }
    return position;
  }

  @Override
  public long lag(Position after) {
    Segments segments = parts.segments();
    return Math.max(0, segments.end() - Math.max(SequencePosition.of(after), segments.start()));
  }

  @Override
  public Optional<StateStore> state() {
    return Optional.of(parts.state());
  }

  /** Returns its directory; nothing if it is open to be read alone, or has other storage. */
  @Override
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Returns the delivery log in the same directory, which is opened by the first call. */
  @Override
  public DeliveryLog deliveryLog() {
    return parts.attempts().deliveryLog();
  }

  @Override
  public void flush() {
    if (parts.settings().durability() == Durability.SYNCED || closed.get()) {
      return;
    }
    await(new PendingAppend(PendingAppend.Act.SYNC));
  }

  @Override
  public void advance(Position upTo) {
    parts.segments().advance(SequencePosition.of(upTo));
  }

  private void await(PendingAppend asked) {
    parts.queue().add(asked);
    try {
      Position unused = parts.settings().execution().join(asked);
    } catch (CompletionException e) {
      throw e.getCause() instanceof EventLogException failure ? failure : e;
    }
  }

  @Override
  public void release(Position upTo) {
    parts.release(SequencePosition.of(upTo));
  }

  @Override
  public long heldBytes(Position after) {
    return parts.retention().heldBytes(SequencePosition.of(after));
  }

  @Override
  public void limitHeld(Position upTo, long mostBytes, Duration mostAge) {
    parts.retention().limitHeld(new HeldEvents(SequencePosition.of(upTo), mostBytes, mostAge));
  }

  @Override
  public void listen(LogListener listener) {
    parts.listening().to(listener);
  }

  /**
   * Lets events go that are no longer needed, or that the limits on age and size forbid, on the
   * calling thread. It also happens by itself all the time.
   */
  public void enforceRetention() {
    if (parts.retention().isNewestTooOld()) {
      await(new PendingAppend(PendingAppend.Act.ROLL));
    }
    parts.retention().enforce();
  }

  /** Returns what was found to be damaged since the log was opened, the first thousand of it. */
  public List<Damage> damage() {
    return parts.damages().entries();
  }

  /** Refuses further appends, finishes those under way, syncs, and lets the directory go. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      parts.close();
    }
  }

  /** Configures a log on disk. Not thread-safe. */
  public static final class Builder {

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

    private Builder(Path directory) {
      this.directory = directory;
    }

    /** Sets how safe an event is when its publication has succeeded. If unset, synced. */
    public Builder durability(Durability level) {
      this.durability = level;
      return this;
    }

    /**
     * Sets how large a file becomes, from 4 KiB to 1 GiB; events leave file by file. If unset, 64
     * MiB.
     */
    public Builder segmentBytes(long bytes) {
      if (bytes < 4096 || bytes > 1L << 30) {
        throw new IllegalArgumentException(
            "segmentBytes = " + bytes + ": must be from 4096 (4 KiB) to 1073741824 (1 GiB)");
      }
      this.segmentBytes = bytes;
      return this;
    }

    /**
     * Sets how long events are kept at least, needed or not, to be sent again. If unset, 7 days.
     */
    public Builder retentionMin(Duration age) {
      this.retentionMin = notNegative("retentionMin", age);
      return this;
    }

    /** Sets how long events are kept at most, needed or not. If unset, as long as needed. */
    public Builder maxAge(Duration age) {
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
    public Builder maxBytes(long bytes) {
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
    public Builder blockFor(Duration limit) {
      this.blockFor =
          Duration.ofNanos(TimeUnit.NANOSECONDS.convert(notNegative("blockFor", limit)));
      return this;
    }

    /** Sets how many bytes of events may wait to be written. If unset, 16 MiB. */
    public Builder maxPendingBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxPendingBytes = " + bytes + ": must be at least 1");
      }
      this.maxPendingBytes = bytes;
      return this;
    }

    /** Sets how long the delivery log keeps attempts at most. If unset, 7 days. */
    public Builder attemptsKeptFor(Duration age) {
      this.attemptsKeptFor = age;
      return this;
    }

    /**
     * Sets how many bytes the delivery log takes at most, at least 64 KiB: the oldest file goes
     * first. Those of users' emitters are apart, and take half as much again. They do not count for
     * {@link #maxBytes}. If unset, 256 MiB.
     */
    public Builder attemptsMaxBytes(long bytes) {
      this.attemptsMaxBytes = bytes;
      return this;
    }

    /** Sets the clock that gives the time of publication. If unset, the system's. */
    public Builder clock(Clock time) {
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
    public Builder filePermissions(Set<PosixFilePermission> files) {
      this.permissions = FilePermissions.of(files);
      return this;
    }

    /**
     * Sets whether the log is opened to be read alone: nothing in the directory changes, which may
     * be on a disk that cannot be written, appending fails, and what has to be repaired is repaired
     * in memory. Several may read so at once, but not while another process writes. If unset, it is
     * opened to be written.
     */
    public Builder readOnly(boolean alone) {
      this.readOnly = alone;
      return this;
    }

    /** Sets what to use in place of the directory's files, for tests; then nothing is locked. */
    public Builder storage(Storage files) {
      this.storage = files;
      return this;
    }

    /** Sets what runs everything, for a laboratory; who uses the library cannot. */
    Builder execution(Execution runs) {
      this.execution = runs;
      return this;
    }

    /**
     * Opens the log.
     *
     * @throws EventLogException if the directory cannot be used, belongs to another process, or
     *     holds a log of a later version
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
}
