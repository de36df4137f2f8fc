package dev.emitter.engine;

import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * Runs a lane when there is something to do: on a shared thread, never twice at once, and again
 * after a fault. Thread-safe.
 */
final class LaneRunner implements Runnable {

  private static final Logger LOG = Loggers.of(LaneRunner.class);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final Lane lane;
  private final Router router;
  private final Surroundings around;
  private final AtomicInteger wakeUps = new AtomicInteger();

  LaneRunner(Lane lane, Router router, Surroundings around) {
    this.lane = lane;
    this.router = router;
    this.around = around;
  }

  /** Lets the lane look at what there is to do. */
  void wake() {
    router.woken();
    if (beginWaking()) {
      execute();
    }
  }

  /** Wakes it, and returns whether it slept: then {@link #runAfterAnswer} must follow. */
  boolean beginWaking() {
    return wakeUps.getAndIncrement() == 0;
  }

  /** Returns whether it runs, or is about to. */
  boolean isAwake() {
    return wakeUps.get() != 0;
  }

  /**
   * Goes on where the answer of a channel came in, if nothing there can block: to change threads
   * costs more than most deliveries.
   */
  void runAfterAnswer() {
    if (lane.isBlocking()) {
      execute();
    } else {
      run(false);
    }
  }

  private void execute() {
    try {
      (lane.isBlocking() ? around.blocking() : around.workers()).execute(this);
    } catch (RuntimeException | Error e) { // such as: no thread can be started
      LOG.error("emitter {}: cannot be run now; it is tried again", lane.id(), e);
      around.time().schedule(AFTER_A_FAULT, this::execute);
    }
  }

  @Override
  public void run() {
    run(true);
  }

  private void run(boolean mayRead) {
    int seen = wakeUps.get();
    boolean more = false;
    try {
      more = lane.run(mayRead);
    } catch (Throwable e) { // one lane's fault must not stop its thread, nor the lane for good
      LOG.error("emitter {}: the lane failed; this is a fault of the library", lane.id(), e);
      around.time().schedule(AFTER_A_FAULT, this::wake);
    }
    if (more || !wakeUps.compareAndSet(seen, 0)) {
      wakeUps.set(1);
      execute();
    } else {
      router.signalWaiters();
    }
  }
}
