package dev.emitter.log.disk;

import dev.emitter.execution.Execution;
import dev.emitter.execution.Worker;
import dev.emitter.problem.Loggers;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** The worker that lets old segments go and prepares new ones. Thread-safe. */
final class Maintenance implements Worker.Step {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Execution execution;
  private final Runnable work;
  private final Worker worker;
  private volatile boolean stopped;

  Maintenance(Execution execution, Runnable work) {
    this.execution = execution;
    this.work = work;
    this.worker = execution.worker("emitter-log-maintenance", this);
  }

  void start() {
    worker.start();
  }

  /** Says that there may be something to do. */
  void signal() {
    worker.signal();
  }

  @Override
  public long run() {
    if (stopped) {
      return Worker.END;
    }
    try {
      work.run();
    } catch (Throwable e) { // it is tried again
      LOG.error("maintaining the event log failed", e);
    }
    return PAUSE;
  }

  @Override
  public boolean isPending() {
    return stopped;
  }

  /** Stops and waits for what is being done. */
  void stop() {
    stopped = true;
    worker.wakeUp();
    execution.joinUninterruptibly(worker, TimeUnit.DAYS.toNanos(1));
  }
}
