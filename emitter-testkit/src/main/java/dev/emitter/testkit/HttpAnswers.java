package dev.emitter.testkit;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an HTTP status means to a delivery: as to a webhook whose parameters say nothing else. */
final class HttpAnswers {

  private static final int LEAST = 200;
  private static final int MOST = 599;
  private static final int SUCCESS_BELOW = 300;
  private static final int GONE = 410;

  /** Answers below 500 that tell of this event alone, so that the next one may be taken. */
  private static final Set<Integer> OF_THE_EVENT =
      Set.of(400, 406, 409, 411, 412, 413, 414, 415, 416, 417, 418, 422, 431);

  private HttpAnswers() {}

  /**
   * Returns what an answer leads to.
   *
   * @throws IllegalArgumentException if it is no final answer, or asks for a wait in vain
   */
  static DeliveryResult result(int status, @Nullable Duration retryAfter) {
    if (status < LEAST || status > MOST) {
      throw new IllegalArgumentException(
          "status = " + status + ": a final answer is from " + LEAST + " to " + MOST);
    }
    DeliveryResult result = meaning(status, retryAfter);
    if (retryAfter != null && !(result instanceof DeliveryResult.Retry)) {
      throw new IllegalArgumentException(
          "status = " + status + ": is not tried again, so no wait can be asked for; use 503");
    }
    return result;
  }

  private static DeliveryResult meaning(int status, @Nullable Duration retryAfter) {
    Evidence evidence = new Evidence(status, null, null);
    String told = "the receiver answered " + status;
    if (status < SUCCESS_BELOW) {
      return new DeliveryResult.Delivered(evidence);
    }
    if (status == GONE) {
      return new DeliveryResult.Disable(told + " (gone): it wants no more events", evidence);
    }
    return OF_THE_EVENT.contains(status)
        ? new DeliveryResult.Rejected(told + ": it does not take this event", evidence)
        : new DeliveryResult.Retry(told, retryAfter, true, evidence);
  }
}
