package dev.emitter.testkit;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

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
}
