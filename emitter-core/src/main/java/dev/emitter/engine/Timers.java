package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Runs messages of the loop after some time. The time may be the application's: what it throws
 * harms nobody. Thread-safe.
 *
 * @param time the time to go by
 * @param loop runs the messages
 */
record Timers(TimeSource time, EventLoop loop) {

  private static final Logger LOG = Loggers.of(Timers.class);

  void schedule(Duration delay, Runnable message) {
    try {
      time.schedule(delay, () -> loop.execute(message));
    } catch (Throwable e) { // the application's code must not stop delivery
      LOG.error("the TimeSource failed; what was to happen in {} happens now", delay, e);
      loop.execute(message);
    }
  }
}
