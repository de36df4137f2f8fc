package dev.emitter.log.disk;

import dev.emitter.delivery.DeliveryLog;
import dev.emitter.delivery.DeliveryLogSource;
import dev.emitter.event.EncodedEvent;
import dev.emitter.event.EventCodec;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.Position;
import dev.emitter.log.SequencePosition;
import dev.emitter.log.StateStore;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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

  DiskEventLog(LogParts parts, @Nullable Path folder) {
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
  public static DiskEventLogBuilder builder(Path directory) {
    return new DiskEventLogBuilder(directory);
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
  public long count(Position after, Position upTo) {
    return SequencePosition.count(after, upTo);
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
}
