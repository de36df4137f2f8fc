package dev.emitter.kafka;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Disable;
import dev.emitter.channel.DeliveryResult.Retry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What one emitter has on its way, in order: batches that follow one another without waiting. Once
 * a record fails that must be tried again, it is broken: nothing is handed over any more until all
 * that is on its way was answered, and whatever was behind the failure is tried again too, even if
 * the brokers have it, so that the last word on a key stays the last. Batches are begun by one
 * thread at a time; thread-safe otherwise.
 */
final class Course {

  private static final String NOT_WRITTEN = "an event before this one was not written";

  private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
  private @Nullable Connection connection;
  private int batches;
  private volatile boolean broken;
  private volatile long handedOver;

  /** Returns what a batch comes to of which nothing was written. */
  static List<DeliveryResult> notWritten(int size) {
    return Collections.nCopies(size, DeliveryResult.retry(NOT_WRITTEN));
  }

  /**
   * Begins a batch.
   *
   * @return false if it must not be handed over: something is on its way that it might overtake
   */
  synchronized boolean begin(Connection by) {
    if (batches == 0) {
      broken = false;
      last = CompletableFuture.completedFuture(true);
      connection = by;
    }
    boolean follows = !broken && by == connection;
    batches++;
    return follows;
  }

  /**
   * Ends a batch that was begun.
   *
   * @param answers completes with what became of each record
   * @return completes with what that means for an emitter, after the batches before it
   */
  synchronized CompletionStage<List<DeliveryResult>> follow(
      CompletableFuture<List<DeliveryResult>> answers) {
    CompletableFuture<List<DeliveryResult>> results =
        last.thenCombine(answers, (well, own) -> end(inOrder(own, well)));
    last = results.thenApply(Course::isGood);
    return results;
  }

  private synchronized List<DeliveryResult> end(List<DeliveryResult> results) {
    batches--;
    if (!isGood(results)) {
      broken = true;
    }
    return results;
  }

  /** Returns the number of the next record. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that sends counts
  long next() {
    return ++handedOver;
  }

  /** Nothing may be handed over behind a record any more; returns whether something was. */
  boolean breaksAt(long number) {
    broken = true;
    return handedOver > number;
  }

  /** Nothing may be handed over any more, until all that is on its way was answered. */
  void breakOff() {
    broken = true;
  }

  boolean isBroken() {
    return broken;
  }

  /** Returns whether everything went well that may be tried again. */
  static boolean isGood(List<DeliveryResult> results) {
    return results.stream().noneMatch(Course::isFailure);
  }

  private static boolean isFailure(DeliveryResult result) {
    return result instanceof Retry || result instanceof Disable;
  }

  private static List<DeliveryResult> inOrder(List<DeliveryResult> results, boolean well) {
    if (well && isGood(results)) {
      return results;
    }
    List<DeliveryResult> ordered = new ArrayList<>(results.size());
    boolean failed = !well;
    for (DeliveryResult own : results) {
      ordered.add(failed && !(own instanceof Retry) ? behind(own) : own);
      failed |= isFailure(own);
    }
    return ordered;
  }

  private static DeliveryResult behind(DeliveryResult own) {
    return DeliveryResult.retry(NOT_WRITTEN).uncounted().with(own.evidence());
  }
}
