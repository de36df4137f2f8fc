package dev.emitter.webhook;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.DeliveryResult.Rejected;
import dev.emitter.channel.Evidence;
import dev.emitter.channel.ParameterValues;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.Redaction;
import dev.emitter.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * What an answer means for the event: the one table, shown in {@code docs/webhook.md}. Immutable.
 *
 * @param below400 whether redirects and the like count as delivered
 * @param clientErrors what answers from 400 to 499 lead to that have no meaning of their own
 * @param maxRetryAfter the longest wait that the receiver may ask for
 * @param mode decides whether the media type is the event's or ours
 */
record OutcomeRules(
    boolean below400,
    ClientErrors clientErrors,
    Duration maxRetryAfter,
    WebhookSettings.Mode mode) {

  private static final int GONE = 410;
  private static final int TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;
  private static final int REDIRECT = 300;
  private static final int SUCCESS = 200;

  /** Answers below 500 that ask to try again. */
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

  /** Answers below 500 that tell of the address or the credentials, so that every event fails. */
  private static final Set<Integer> OF_THE_RECEIVER =
      Set.of(401, 402, 403, 404, 405, 407, 421, 423, 424, 426, 428, 451);

  /** What an answer from 400 to 499 leads to. */
  enum ClientErrors {
    AUTO,
    PARK,
    RETRY,
    DISABLE
  }

  static OutcomeRules of(ParameterValues given) {
    return new OutcomeRules(
        given.requiredString(WebhookParameters.SUCCESS).equals(WebhookParameters.BELOW_400),
        ClientErrors.valueOf(
            given.requiredString(WebhookParameters.CLIENT_ERRORS).toUpperCase(Locale.ROOT)),
        given.requiredDuration(WebhookParameters.MAX_RETRY_AFTER),
        WebhookSettings.Mode.of(given));
  }

  /** Returns what an answer means. */
  DeliveryResult of(HttpAnswer answer, Evidence evidence, Instant now) {
    int status = answer.status();
    String told = "the receiver answered " + status;
    if (status >= SUCCESS && status < (below400 ? CLIENT_ERROR : REDIRECT)) {
      return DeliveryResult.delivered().with(evidence);
    }
    if (status == GONE) {
      return DeliveryResult.disable(told + " (gone): it wants no more events").with(evidence);
    }
    if (status < SUCCESS || status >= SERVER_ERROR || TRANSIENT.contains(status)) {
      Duration after = RetryAfter.of(answer.header(RetryAfter.NAME), now, maxRetryAfter);
      return DeliveryResult.retry(told).after(after).with(evidence);
    }
    if (status < CLIENT_ERROR) {
      return DeliveryResult.retry(redirect(told, answer)).with(evidence);
    }
    return clientError(told, status, evidence);
  }

  private static String redirect(String told, HttpAnswer answer) {
    String location = answer.header("Location");
    return told
        + (location == null ? "" : ", a redirect to " + Redaction.ofAddress(location))
        + "; redirects are not followed: if the receiver has moved, change url";
  }

  private DeliveryResult clientError(String told, int status, Evidence evidence) {
    return switch (clientErrors) {
      case PARK -> DeliveryResult.rejected(told).with(evidence);
      case RETRY -> DeliveryResult.retry(told).with(evidence);
      case DISABLE -> DeliveryResult.disable(told).with(evidence);
      case AUTO -> auto(told, status, evidence);
    };
  }

  private DeliveryResult auto(String told, int status, Evidence evidence) {
    if (OF_THE_RECEIVER.contains(status)) {
      return DeliveryResult.retry(told + hint(status)).with(evidence);
    }
    if (status == UNSUPPORTED_MEDIA_TYPE && mode.mediaType() != null) {
      // of a type that all requests have: the next event would be refused as well
      String type = ": it does not take " + mode.mediaType() + mode.alternative();
      return DeliveryResult.retry(told + type).with(evidence);
    }
    String fault =
        status == TOO_LARGE ? ": the event is too large for it" : ": it does not take this event";
    return DeliveryResult.rejected(told + fault).with(evidence);
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403, 407 -> ": check the identity";
      case 404, 405 -> ": check url";
      default -> "";
    };
  }

  /** Returns whether it was the size of a request that the receiver did not take. */
  static boolean isTooLarge(DeliveryResult result) {
    Integer status = result.evidence().status();
    return result instanceof Rejected && status != null && status == TOO_LARGE;
  }
}
