package dev.emitter.lab;

import dev.emitter.execution.Execution;
import dev.emitter.log.EventLogException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what becomes of an event. */
final class Answers {

  private Answers() {}

  /**
   * Returns the answer.
   *
   * @throws EventLogException if the log has refused the event
   * @throws Violation if there is no answer in time, or one that a log may not give
   */
  static <T> T await(
      Execution execution, CompletableFuture<T> asked, Object event, Duration patience) {
    try {
      if (!execution.await(asked, patience.toNanos())) {
        throw new Violation(event + " is never answered");
      }
      return asked.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EventLogException refused) {
        throw refused;
      }
      throw new Violation(event + " ends with " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new Violation("interrupted", e);
    }
  }
}
