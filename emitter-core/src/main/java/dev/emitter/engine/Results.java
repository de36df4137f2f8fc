package dev.emitter.engine;

import dev.emitter.channel.DeliveryResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What a channel answered, made whole: one result for each delivery, whatever it did. Nothing here
 * throws, whatever the answer and its exceptions do while they are read.
 */
final class Results {

  private Results() {}

  /**
   * Reads an answer.
   *
   * @param answered what should be a list of results, but is the channel's
   */
  static List<DeliveryResult> of(
      int expected, @Nullable Object answered, @Nullable Throwable failure) {
    if (failure != null) {
      return all(expected, describe(failure));
    }
    if (answered == null) {
      return all(expected, "the channel answered nothing");
    }
    try {
      return read(expected, (Collection<?>) answered);
    } catch (Throwable e) { // such as a list that the channel still changes
      return all(expected, "the channel's answer cannot be read: " + describe(e));
    }
  }

  private static List<DeliveryResult> read(int expected, Collection<?> answered) {
    List<DeliveryResult> results = new ArrayList<>(expected);
    int others = 0;
    for (Object one : answered) {
      if (one instanceof DeliveryResult result) {
        results.add(result);
      } else {
        others++;
      }
    }
    if (others > 0 || results.size() != expected) {
      String found = "the channel answered " + results.size() + " results for " + expected;
      return all(expected, others == 0 ? found : found + ", and " + others + " that are none");
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
    String message = message(cause);
    return message == null
        ? cause.getClass().getName()
        : cause.getClass().getSimpleName() + ": " + message;
  }

  private static @Nullable String message(Throwable cause) {
    try {
      return cause.getMessage();
    } catch (Throwable e) { // an exception may be the application's
      return null;
    }
  }
}
