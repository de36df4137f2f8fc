package dev.emitter.log.disk;

import dev.emitter.problem.Loggers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The thread that lets old segments go and prepares new ones. Thread-safe. */
final class Maintenance implements Runnable {

  private static final Logger LOG = Loggers.of(DiskEventLog.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Runnable work;
  private volatile @Nullable Thread thread;
  private volatile boolean signalled;
  private volatile boolean stopped;

  Maintenance(Runnable work) {
    this.work = work;
  }

  void start() {
    Thread started = Threads.daemon("emitter-log-maintenance", this);
    thread = started;
    started.start();
  }

  /** Says that there may be something to do. */
  void signal() {
    if (!signalled) {
      signalled = true;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    while (!stopped) {
      signalled = false;
      try {
        work.run();
      } catch (Throwable e) { // it is tried again
        LOG.error("maintaining the event log failed", e);
      }
      if (!signalled && !stopped) {
        LockSupport.parkNanos(this, PAUSE);
      }
    }
  }

  /** Stops and waits for what is being done. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    Threads.join(thread);
  }
}
