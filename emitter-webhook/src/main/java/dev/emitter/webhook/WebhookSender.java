package dev.emitter.webhook;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.channel.Evidence;
import dev.emitter.problem.EmitterException;
import dev.emitter.problem.Loggers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One request and its answer: waits for its turn, adds credentials and signature, sends, asks for
 * new credentials once if these are refused, and tells what the answer means. Thread-safe.
 */
final class WebhookSender {

  private static final Logger LOG = Loggers.of(WebhookSender.class);

  private static final int ANSWER_CHARACTERS = 1024;
  private static final int UNAUTHORIZED = 401;

  private final WebhookSettings settings;
  private final HttpTransport transport;
  private final Authentication authentication;
  private final @Nullable RequestSigner signer;
  private final Turns turns;
  private final Clock clock;
  private final List<HttpHeader> secretHeaders;

  WebhookSender(
      WebhookSettings settings,
      HttpTransport transport,
      Authentication authentication,
      @Nullable RequestSigner signer,
      RateLimiter limiter,
      Clock clock) {
    this.settings = settings;
    this.transport = transport;
    this.authentication = authentication;
    this.signer = signer;
    this.turns = new Turns(limiter);
    this.clock = clock;
    this.secretHeaders = settings.headers().stream().filter(Redaction::isSecret).toList();
  }

  /** Sends a request; the stage completes with what became of it, never exceptionally. */
  CompletionStage<DeliveryResult> send(WebhookRequests.Unsigned request) {
    return turns
        .next()
        .thenCompose(now -> attempt(request, true))
        .thenApply(
            result -> {
              turns.ended(result instanceof DeliveryResult.Retry);
              return result;
            });
  }

  private CompletionStage<DeliveryResult> attempt(
      WebhookRequests.Unsigned unsigned, boolean mayAskAgain) {
    return authentication
        .headers()
        .thenCompose(
            credentials -> {
              long began = System.nanoTime();
              OutgoingRequest request = with(signed(unsigned), credentials);
              return transport
                  .send(request, settings.timeout())
                  .handle(
                      (answer, failure) ->
                          failure != null
                              ? CompletableFuture.completedStage(failed(failure, since(began)))
                              : judge(unsigned, credentials, answer, since(began), mayAskAgain))
                  .thenCompose(stage -> stage);
            })
        .exceptionally(failure -> failed(failure, Duration.ZERO));
  }

  private CompletionStage<DeliveryResult> judge(
      WebhookRequests.Unsigned unsigned,
      List<HttpHeader> credentials,
      HttpAnswer answer,
      Duration took,
      boolean mayAskAgain) {
    return mayAskAgain && isRefused(answer, credentials)
        ? attempt(unsigned, false)
        : CompletableFuture.completedStage(outcome(answer, credentials, took));
  }

  private DeliveryResult outcome(HttpAnswer answer, List<HttpHeader> credentials, Duration took) {
    List<HttpHeader> secret = new ArrayList<>(credentials);
    secret.addAll(secretHeaders);
    if (Redaction.hasTooShort(secret, settings.secrets())) {
      Evidence none = Evidence.of(took).withStatus(answer.status());
      return settings.outcomes().of(withoutText(answer), none, clock.instant());
    }
    HttpAnswer shown = redacted(answer, secret);
    return settings.outcomes().of(shown, evidence(shown, took), clock.instant());
  }

  /** Keeps of an answer what cannot repeat a secret: how long to wait. */
  private static HttpAnswer withoutText(HttpAnswer answer) {
    String after = answer.header(RetryAfter.NAME);
    List<HttpHeader> kept =
        after == null ? List.of() : List.of(new HttpHeader(RetryAfter.NAME, after));
    return new HttpAnswer(answer.status(), kept, "");
  }

  private OutgoingRequest signed(WebhookRequests.Unsigned unsigned) {
    OutgoingRequest request = unsigned.request();
    return signer == null
        ? request
        : with(request, signer.sign(unsigned.messageId().get(), clock.instant(), request.body()));
  }

  private static OutgoingRequest with(OutgoingRequest request, List<HttpHeader> more) {
    if (more.isEmpty()) {
      return request;
    }
    List<HttpHeader> headers = new ArrayList<>(request.headers());
    headers.addAll(more);
    return new OutgoingRequest(request.method(), request.uri(), headers, request.body());
  }

  /** Sends a request with the emitter's credentials, but neither signed nor counted. */
  CompletionStage<HttpAnswer> sendAsIs(OutgoingRequest request) {
    return sendAsIs(request, true);
  }

  private CompletionStage<HttpAnswer> sendAsIs(OutgoingRequest request, boolean mayAskAgain) {
    return authentication
        .headers()
        .thenCompose(
            credentials ->
                transport
                    .send(with(request, credentials), settings.timeout())
                    .thenCompose(
                        answer ->
                            isRefused(answer, credentials) && mayAskAgain
                                ? sendAsIs(request, false)
                                : CompletableFuture.completedStage(answer)));
  }

  private boolean isRefused(HttpAnswer answer, List<HttpHeader> credentials) {
    return answer.status() == UNAUTHORIZED && authentication.refused(credentials);
  }

  /** Takes out what the receiver has repeated of our secrets, before anything else reads it. */
  private HttpAnswer redacted(HttpAnswer answer, List<HttpHeader> secret) {
    if (secret.isEmpty() && settings.secrets().isEmpty()) {
      return answer;
    }
    List<HttpHeader> headers =
        answer.headers().stream()
            .map(
                header ->
                    new HttpHeader(
                        header.name(), Redaction.of(header.value(), secret, settings.secrets())))
            .toList();
    String head = Redaction.of(answer.head(), secret, settings.secrets());
    return new HttpAnswer(answer.status(), headers, head);
  }

  private static Evidence evidence(HttpAnswer answer, Duration took) {
    String head = answer.head();
    if (head.length() > ANSWER_CHARACTERS) {
      head = head.substring(0, ANSWER_CHARACTERS) + "..";
    }
    return Evidence.of(took).withStatus(answer.status()).withAnswer(head);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Returns what it means that a request ended without an answer. */
  DeliveryResult failed(Throwable failure, Duration took) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Evidence evidence = Evidence.of(took);
    if (cause instanceof TransportException known) {
      return OutcomeRules.of(known, evidence);
    }
    if (cause instanceof EmitterException configured) { // such as a secret that is none any more
      String reason = String.valueOf(configured.getMessage());
      return DeliveryResult.retry(reason).with(evidence);
    }
    LOG.error("a webhook request failed; this is a fault of the library", cause);
    return DeliveryResult.retry("the request failed: " + cause).with(evidence);
  }

  /** Ends what is under way, and what waits for its turn: it finds the transport closed. */
  void close() {
    transport.close();
    turns.close();
  }
}
