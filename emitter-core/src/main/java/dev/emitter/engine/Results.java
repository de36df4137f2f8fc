package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a channel answered, made whole: one result for each delivery, whatever it did. */
final class Results {

  private Results() {}

  static List<DeliveryResult> of(
      int expected, @Nullable List<DeliveryResult> answered, @Nullable Throwable failure) {
    if (failure != null) {
      return all(expected, describe(failure));
    }
    if (answered == null) {
      return all(expected, "the channel answered nothing");
    }
    List<DeliveryResult> results = new ArrayList<>(answered);
    if (results.size() != expected || results.contains(null)) {
      return all(expected, "the channel answered " + results.size() + " results for " + expected);
    }
    return results;
  }

  private static List<DeliveryResult> all(int expected, String reason) {
    return Collections.nCopies(expected, DeliveryResult.retry(reason));
  }

  private static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
