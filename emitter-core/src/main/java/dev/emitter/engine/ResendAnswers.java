package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers those who have events sent again, on threads that the engine does not wait for: what
 * follows from an answer is the application's code. Thread-safe.
 */
final class ResendAnswers {

  private final Executor executor;
  private final Runnable given;
  private final AtomicInteger due = new AtomicInteger();

  /**
   * Creates a giver of answers.
   *
   * @param executor runs what follows from an answer
   * @param given is run after each, on any thread
   */
  ResendAnswers(Executor executor, Runnable given) {
    this.executor = executor;
    this.given = given;
  }

  void give(ResendRequest to, DeliveryResult answer) {
    due.incrementAndGet();
    executor.execute(
        () -> {
          try {
            to.result().complete(answer);
          } finally {
            due.decrementAndGet();
            given.run();
          }
        });
  }

  /** Answers for a channel that has not, or is not asked any more. */
  void giveUp(ResendRequest resend, String reason) {
    give(resend, DeliveryResult.retry(reason));
  }

  /** Returns whether all are given, and what follows from them is done. */
  boolean areGiven() {
    return due.get() == 0;
  }
}
