package dev.emitter.log;

import dev.emitter.event.EncodedEvent;
import dev.emitter.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory, bounded by the number of events and the bytes they take. It keeps an event until
 * every emitter has settled it; what it holds is gone when the process ends. When it is full,
 * publishing waits, fails or drops, as configured. Emitters of users hold no more than three
 * quarters of it: beyond that the oldest events go that only they need. Thread-safe.
 */
public final class MemoryEventLog implements EventLog {

  private final BoundedEvents events;
  private final WhenFull whenFull;
  private final Duration blockFor;
  private final Object dropping = new Object();
  private volatile @Nullable LogListener listener;

  private MemoryEventLog(BoundedEvents events, WhenFull whenFull, Duration blockFor) {
    this.events = events;
    this.whenFull = whenFull;
    this.blockFor = blockFor;
  }

  /** Starts the configuration of a log. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a log with the default bounds: 100,000 events, 64 MiB, publishing waits 10 s. */
  public static MemoryEventLog create() {
    return builder().build();
  }

  @Override
  public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
    Position position = appendIfRoom(topic, event);
    if (position == null) {
      position =
          switch (whenFull) {
            case BLOCK -> appendWhenRoom(topic, event);
            case FAIL -> throw full("publishing fails at once (whenFull = FAIL)");
            case DROP_OLDEST -> appendDroppingOldest(topic, event);
            case DROP_NEWEST -> discard(topic, event);
          };
    }
    return CompletableFuture.completedFuture(position);
  }

  @Override
  public boolean offer(Topic topic, EncodedEvent event) {
    return appendIfRoom(topic, event) != null;
  }

  private @Nullable Position appendIfRoom(Topic topic, EncodedEvent event) {
    return announced(events.addIfRoom(topic, event));
  }

  private Position appendWhenRoom(Topic topic, EncodedEvent event) {
    try {
      Position position = announced(events.addWhenRoom(topic, event, blockFor));
      if (position == null) {
        throw full("waited " + blockFor.toMillis() + " ms for room (blockFor)");
      }
      return position;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventLogException(
          "log full: interrupted while waiting for room; the event was not published", e);
    }
  }

  private Position appendDroppingOldest(Topic topic, EncodedEvent event) {
    synchronized (dropping) {
      Position position = appendIfRoom(topic, event);
      while (position == null) {
        dropOldest();
        position = appendIfRoom(topic, event);
      }
      return position;
    }
  }

  /** Says which event goes before it goes, so that whoever still needs it can count it. */
  private void dropOldest() {
    LoggedEvent oldest = events.oldest();
    if (oldest == null) {
      return;
    }
    LogListener told = listener;
    if (told != null) {
      told.dropping(oldest);
    }
    release(oldest.position());
  }

  private Position discard(Topic topic, EncodedEvent event) {
    LogListener told = listener;
    if (told != null) {
      told.discarded(topic, event);
    }
    return end();
  }

  private @Nullable Position announced(@Nullable Position position) {
    LogListener told = listener;
    if (position != null && told != null) {
      told.appended();
    }
    return position;
  }

  private EventLogException full(String waited) {
    LogListener told = listener;
    String holder = told == null ? null : told.whoHolds();
    return new EventLogException(
        "log full: "
            + events.describe()
            + "; "
            + waited
            + "; the event was not published. "
            + (holder == null
                ? "Publish more slowly or raise the bound"
                : "The oldest event waits for " + holder + ": mend, enable or remove it")
            + ", or choose what whenFull does.");
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    return events.after(after, max);
  }

  @Override
  public Position start() {
    return events.start();
  }

  @Override
  public Position end() {
    return events.end();
  }

  @Override
  public Position positionBefore(Instant time) {
    return events.positionBefore(time);
  }

  @Override
  public Position position(String text) {
    return SequencePosition.parse(text);
  }

  @Override
  public long lag(Position after) {
    return events.countAfter(after);
  }

  @Override
  public long count(Position after, Position upTo) {
    return SequencePosition.count(after, upTo);
  }

  @Override
  public boolean isNearlyFull() {
    return events.isNearlyFull();
  }

  @Override
  public void release(Position upTo) {
    events.removeUpTo(upTo);
  }

  @Override
  public void listen(LogListener told) {
    if (listener != null) {
      throw new IllegalStateException(
          "the log is used by other emitters; each need one of their own");
    }
    this.listener = told;
  }

  @Override
  public void close() {
    events.close();
  }

  /** Configures a log in memory. Not thread-safe. */
  public static final class Builder {

    private int maxEvents = 100_000;
    private long maxBytes = 64L << 20;
    private WhenFull whenFull = WhenFull.BLOCK;
    private Duration blockFor = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /** Sets how many events are kept at most. If unset, 100,000. */
    public Builder maxEvents(int events) {
      if (events < 1) {
        throw new IllegalArgumentException("maxEvents = " + events + ": must be at least 1");
      }
      this.maxEvents = events;
      return this;
    }

    /** Sets how many bytes the events may take at most. If unset, 64 MiB. */
    public Builder maxBytes(long bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("maxBytes = " + bytes + ": must be at least 1");
      }
      this.maxBytes = bytes;
      return this;
    }

    /** Sets what publishing does while the log is full. If unset, it blocks. */
    public Builder whenFull(WhenFull reaction) {
      this.whenFull = reaction;
      return this;
    }

    /** Sets how long publishing waits for room at most. If unset, 10 s. */
    public Builder blockFor(Duration limit) {
      this.blockFor = Duration.ofNanos(TimeUnit.NANOSECONDS.convert(limit));
      return this;
    }

    /** Sets the clock that gives the time of publication. If unset, the system's. */
    public Builder clock(Clock time) {
      this.clock = time;
      return this;
    }

    /** Returns the log. */
    public MemoryEventLog build() {
      return new MemoryEventLog(new BoundedEvents(maxEvents, maxBytes, clock), whenFull, blockFor);
    }
  }
}
