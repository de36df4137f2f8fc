package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.execution.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of the machine. Thread-safe. */
public final class SystemTime implements TimeSource {

  private final Clock clock;
  private final ScheduledThreadPoolExecutor timer;

  /** Creates the time of the machine with this clock for the time of day. */
  public SystemTime(Clock clock) {
    this.clock = clock;
    this.timer = new ScheduledThreadPoolExecutor(1, Threads.daemons("emitter-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Cancellation schedule(Duration delay, Runnable task) {
    try {
      Future<?> future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // closing: nothing is waited for any more
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
