package dev.emitter.engine;

import dev.emitter.delivery.TimeSource;
import java.time.Duration;

/**
 * Runs messages of the loop after some time. Thread-safe.
 *
 * @param time the time to go by; never throws, see {@link SafeTime}
 * @param loop runs the messages
 */
record Timers(TimeSource time, EventLoop loop) {

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  void schedule(Duration delay, Runnable message) {
    time.schedule(delay, () -> loop.execute(message));
  }

  /** Runs a message a second after a fault, by the engine's own time, to try again what failed. */
  void afterAFault(Runnable message) {
    loop.executeIn(AFTER_A_FAULT, message);
  }
}
