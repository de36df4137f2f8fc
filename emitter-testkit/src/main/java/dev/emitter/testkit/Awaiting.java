package dev.emitter.testkit;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a stage no longer than any stage may take. */
final class Awaiting {

  private static final int PATIENCE_SECONDS = 20;

  private Awaiting() {}

  /**
   * Returns the result of the stage.
   *
   * @throws RuntimeException that the stage failed with
   * @throws AssertionError if it failed in another way or did not complete in time
   */
  static <T> T result(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError("the stage did not complete with a result", e.getCause());
    }
  }

  /**
   * Returns once the condition holds.
   *
   * @throws AssertionError if it does not come to hold in time
   */
  static void condition(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("it has not happened within " + PATIENCE_SECONDS + " s");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
