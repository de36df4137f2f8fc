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
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;
  private static final int GONE = 410;

  /** Answers from 400 to 499 that ask to try again, or tell of the address or the credentials. */
  private static final Set<Integer> NOT_OF_THE_EVENT =
      Set.of(401, 402, 403, 404, 405, 407, 408, 421, 423, 424, 425, 426, 428, 429, 451);

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
    Evidence evidence = Evidence.NONE.withStatus(status);
    String told = "the receiver answered " + status;
    if (status < SUCCESS_BELOW) {
      return DeliveryResult.delivered().with(evidence);
    }
    if (status == GONE) {
      return DeliveryResult.disable(told + " (gone): it wants no more events").with(evidence);
    }
    boolean clientError = status >= CLIENT_ERROR && status < SERVER_ERROR;
    return clientError && !NOT_OF_THE_EVENT.contains(status)
        ? DeliveryResult.rejected(told + ": it does not take this event").with(evidence)
        : DeliveryResult.retry(told).after(retryAfter).with(evidence);
  }
}
