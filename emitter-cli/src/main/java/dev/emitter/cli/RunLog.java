package dev.emitter.cli;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLog;
import dev.emitter.log.EventLogException;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run, in memory. A file of events may be larger than the memory, so publishing waits
 * for room, however long. What is held for disabled emitters alone ends with the process anyway:
 * once that is allowed, its oldest events make room, or the healthy emitters would get no more.
 * Thread-safe.
 */
final class RunLog implements EventLog {

  private static final long MOST_BYTES = 64L << 20;
  private static final long LEAST_BYTES = 1L << 20;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int AT_ONCE = 4096;

  private final MemoryEventLog log;
  private volatile BooleanSupplier mayDrop = () -> false;
  private volatile @Nullable LogListener listener;

  RunLog(long maxBytes) {
    this.log = MemoryEventLog.builder().maxBytes(maxBytes).blockFor(LOOK).build();
  }

  /** Returns an empty log that leaves most of the heap to what is on its way. */
  static RunLog create() {
    long share = Runtime.getRuntime().maxMemory() / 8;
    return new RunLog(Math.max(LEAST_BYTES, Math.min(MOST_BYTES, share)));
  }

  /** Drops the oldest events of the full log whenever the condition holds. */
  void dropWhen(BooleanSupplier condition) {
    mayDrop = condition;
  }

  @Override
  public CompletionStage<Position> append(Topic topic, EncodedEvent event) {
    while (true) {
      try {
        return log.append(topic, event);
      } catch (EventLogException full) {
        if (Thread.currentThread().isInterrupted()) {
          throw full;
        }
        if (mayDrop.getAsBoolean()) {
          log.read(log.start(), AT_ONCE).forEach(this::drop);
        }
      }
    }
  }

  private void drop(LoggedEvent oldest) {
    LogListener told = listener;
    if (told != null) {
      told.dropping(oldest);
    }
    log.release(oldest.position());
  }

  @Override
  public void listen(LogListener told) {
    listener = told;
    log.listen(told);
  }

  @Override
  public boolean offer(Topic topic, EncodedEvent event) {
    return log.offer(topic, event);
  }

  @Override
  public List<LoggedEvent> read(Position after, int max) {
    return log.read(after, max);
  }

  @Override
  public Position start() {
    return log.start();
  }

  @Override
  public Position end() {
    return log.end();
  }

  @Override
  public Position positionBefore(Instant time) {
    return log.positionBefore(time);
  }

  @Override
  public Position position(String text) {
    return log.position(text);
  }

  @Override
  public long lag(Position after) {
    return log.lag(after);
  }

  @Override
  public void release(Position upTo) {
    log.release(upTo);
  }

  @Override
  public void close() {
    log.close();
  }
}
