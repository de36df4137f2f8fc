package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Has changes committed some time after the first of them, so that all of that time are written
 * together; tries again what fails. Thread-safe.
 */
final class CommitSchedule {

  private static final Logger LOG = Loggers.of(CommitSchedule.class);

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(2);

  /** To store much takes the engine's time, too: no more than this part of it. */
  private static final int PART_OF_TIME = 10;

  private final TimeSource time;
  private final Executor executor;
  private final Runnable commit;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile Duration interval = INTERVAL;
  private boolean failing; // of the executor's one thread

  /**
   * Creates a schedule with nothing to do.
   *
   * @param executor runs the commits, one after the other
   * @param commit calls {@link #began} before it looks what has changed
   */
  CommitSchedule(TimeSource time, Executor executor, Runnable commit) {
    this.time = time;
    this.executor = executor;
    this.commit = commit;
  }

  /** Something has changed that is to be committed soon. */
  void request() {
    if (scheduled.compareAndSet(false, true)) {
      try {
        time.schedule(interval, this::begin);
      } catch (RuntimeException | Error e) { // the time may be the application's
        scheduled.set(false);
        LOG.error("the TimeSource failed; cursors are stored after the next change", e);
      }
    }
  }

  /** A commit begins: what changes from now on needs another one. */
  void began() {
    scheduled.set(false);
  }

  private void begin() {
    try {
      executor.execute(this::commitIfPossible);
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      scheduled.set(false);
      LOG.warn("cursors cannot be stored now; it is tried again", e);
      request();
    }
  }

  private void commitIfPossible() {
    try {
      long before = time.nanoTime();
      commit.run();
      interval = intervalAfter(time.nanoTime() - before);
      failing = false;
    } catch (Throwable e) { // also want of memory: nobody else would try again
      if (!failing) {
        LOG.error("cursors cannot be stored; until they are, a restart repeats deliveries", e);
      }
      failing = true;
      request();
    }
  }

  private static Duration intervalAfter(long nanos) {
    Duration wanted = Duration.ofNanos(PART_OF_TIME * nanos);
    if (wanted.compareTo(INTERVAL) < 0) {
      return INTERVAL;
    }
    return wanted.compareTo(LONGEST_INTERVAL) < 0 ? wanted : LONGEST_INTERVAL;
  }
}
