package dev.emitter.execution;

import dev.emitter.problem.Loggers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/** A worker with a thread of its own, which sleeps while there is nothing to do. Thread-safe. */
final class ThreadWorker implements Worker {

  private static final Logger LOG = Loggers.of(ThreadWorker.class);

  private static final long AFTER_A_FAULT_NANOS = 50_000_000L;

  private final Step step;
  private final Thread thread;
  private volatile boolean parked;
  private volatile boolean signalled;

  ThreadWorker(String name, Step step) {
    this.step = step;
    this.thread = Threads.daemon(name, this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void wakeUp() {
    if (parked) {
      parked = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void signal() {
    if (!signalled) {
      signalled = true;
      wakeUp();
    }
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  @Override
  public List<StackTraceElement> position() {
    return List.of(thread.getStackTrace());
  }

  @Override
  public boolean join(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
    return !thread.isAlive();
  }

  private void run() {
    long pause = 0;
    while (pause >= 0) {
      signalled = false;
      pause = runSafely();
      if (pause > 0) {
        pause(pause);
      }
    }
    step.ended();
  }

  private long runSafely() {
    try {
      return step.run();
    } catch (Throwable e) { // the next step may succeed, and nobody else does the work
      LOG.error("{} failed; this is a fault of the library", thread.getName(), e);
      return AFTER_A_FAULT_NANOS;
    }
  }

  /** What comes in while it has not parked yet is seen here, what comes in later wakes it up. */
  private void pause(long nanos) {
    for (int i = 0; i < Threads.YIELDS && isNothingToDo(); i++) {
      Threads.letOthersRun();
    }
    parked = true;
    if (isNothingToDo()) {
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    parked = false;
    if (Thread.interrupted()) { // or it would not sleep any more
      LOG.debug("code of the application has interrupted {}, which goes on", thread.getName());
    }
  }

  private boolean isNothingToDo() {
    return !signalled && !step.isPending();
  }
}
