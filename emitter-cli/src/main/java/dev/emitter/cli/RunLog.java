package dev.emitter.cli;

import dev.emitter.event.EncodedEvent;
import dev.emitter.log.EventLogException;
import dev.emitter.log.ForwardingEventLog;
import dev.emitter.log.LogListener;
import dev.emitter.log.LoggedEvent;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.Position;
import dev.emitter.topic.Topic;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run, in memory. A file of events may be larger than the memory, so publishing waits
 * for room, however long. What is held for disabled emitters alone ends with the process anyway:
 * once that is allowed, its oldest events make room, or the healthy emitters would get no more.
 * Thread-safe.
 */
final class RunLog extends ForwardingEventLog {

  private static final long MOST_BYTES = 64L << 20;
  private static final long LEAST_BYTES = 1L << 20;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int AT_ONCE = 4096;

  private volatile BooleanSupplier mayDrop = () -> false;
  private volatile @Nullable LogListener listener;

  RunLog(long maxBytes) {
    super(MemoryEventLog.builder().maxBytes(maxBytes).blockFor(LOOK).build());
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
        return super.append(topic, event);
      } catch (EventLogException full) {
        if (Thread.currentThread().isInterrupted()) {
          throw full;
        }
        if (mayDrop.getAsBoolean()) {
          read(start(), AT_ONCE).forEach(this::drop);
        }
      }
    }
  }

  private void drop(LoggedEvent oldest) {
    LogListener told = listener;
    if (told != null) {
      told.dropping(oldest);
    }
    release(oldest.position());
  }

  @Override
  public void listen(LogListener told) {
    listener = told;
    super.listen(told);
  }
}
