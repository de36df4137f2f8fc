package dev.emitter.http;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;

/** Tells what it means that a request ended without an answer. */
public final class UnansweredRequest {

  private static final Logger LOG = Loggers.of(UnansweredRequest.class);

  /** Tells that a request was not made, as those of its owner take all the memory that they may. */
  public static final DeliveryResult.Retry WITHOUT_MEMORY =
      retry(
              "waiting for memory: the requests of its owner take all that they may"
                  + " (ownerLimits, requestBytes); fewer or smaller ones at a time help",
              Evidence.NONE)
          .after(Duration.ofSeconds(1))
          .uncounted();

  private UnansweredRequest() {}

  /** Returns the result of a delivery whose request failed, after this time. */
  public static DeliveryResult.Retry result(Throwable failure, Duration took) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Evidence evidence = Evidence.of(took);
    if (cause instanceof TransportException known) {
      DeliveryResult.Retry retry = retry(String.valueOf(known.getMessage()), evidence);
      return known.kind() == TransportException.Kind.CLOSED ? retry.uncounted() : retry;
    }
    if (cause instanceof EmitterException configured) { // such as a secret that is none any more
      return retry(String.valueOf(configured.getMessage()), evidence);
    }
    LOG.error("a request failed; this is a fault of the library", cause);
    return retry("the request failed: " + cause, evidence);
  }

  private static DeliveryResult.Retry retry(String reason, Evidence evidence) {
    return DeliveryResult.retry(reason).with(evidence);
  }
}
