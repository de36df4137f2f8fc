package dev.emitter.webhook;

import dev.emitter.channel.DeliveryResult;
import dev.emitter.http.Authentication;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.HttpTransport;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.http.Redaction;
import dev.emitter.http.ShownAnswer;
import dev.emitter.http.ShownExchange;
import dev.emitter.http.UnansweredRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: waits for its turn, adds credentials and signature, sends, asks for
 * new credentials once if these are refused, and tells what the answer means. Thread-safe.
 */
final class WebhookSender {

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

  /**
   * Sends a request; the stage completes with what became of it, never exceptionally.
   *
   * @param timeout how long the receiver may take to answer
   */
  CompletionStage<DeliveryResult> send(WebhookRequests.Unsigned request, Duration timeout) {
    return turns
        .next()
        .thenCompose(
            now -> transport.admit(settings.url(), waited -> begin(request, timeout, waited)))
        .exceptionally(closed -> UnansweredRequest.result(closed, Duration.ZERO))
        .thenApply(
            result -> {
              turns.ended(result instanceof DeliveryResult.Retry);
              return result;
            });
  }

  /** Begins; one that has waited takes a turn again, as several may be let go at once. */
  private CompletionStage<DeliveryResult> begin(
      WebhookRequests.Unsigned request, Duration timeout, boolean waited) {
    return waited
        ? turns.next().thenCompose(now -> attempt(request, timeout, true))
        : attempt(request, timeout, true);
  }

  private CompletionStage<DeliveryResult> attempt(
      WebhookRequests.Unsigned unsigned, Duration timeout, boolean mayAskAgain) {
    return authentication
        .headers()
        .thenCompose(
            credentials -> {
              long began = System.nanoTime();
              OutgoingRequest request = with(signed(unsigned), credentials);
              return transport
                  .send(request, timeout)
                  .handle(
                      (answer, failure) ->
                          failure != null
                              ? CompletableFuture.completedStage(
                                  unanswered(request, credentials, failure, since(began)))
                              : mayAskAgain && isRefused(answer, credentials)
                                  ? attempt(unsigned, timeout, false)
                                  : CompletableFuture.completedStage(
                                      outcome(request, answer, credentials, since(began))))
                  .thenCompose(stage -> stage);
            })
        .exceptionally(failure -> UnansweredRequest.result(failure, Duration.ZERO));
  }

  private DeliveryResult outcome(
      OutgoingRequest request, HttpAnswer answer, List<HttpHeader> credentials, Duration took) {
    List<HttpHeader> secret = allSecret(credentials);
    ShownAnswer shown = ShownAnswer.of(answer, secret, settings.secrets(), took);
    DeliveryResult result =
        settings.outcomes().of(shown.answer(), shown.evidence(), clock.instant());
    return settings
        .attempts()
        .on(result, bytes -> ShownExchange.of(request, answer, secret, settings.secrets(), bytes));
  }

  private DeliveryResult unanswered(
      OutgoingRequest request, List<HttpHeader> credentials, Throwable failure, Duration took) {
    List<HttpHeader> secret = allSecret(credentials);
    return settings
        .attempts()
        .on(
            UnansweredRequest.result(failure, took),
            bytes -> ShownExchange.of(request, null, secret, settings.secrets(), bytes));
  }

  private List<HttpHeader> allSecret(List<HttpHeader> credentials) {
    List<HttpHeader> secret = new ArrayList<>(credentials);
    secret.addAll(secretHeaders);
    return secret;
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
    return transport.admit(settings.url(), waited -> sendAsIs(request, true));
  }

  /** Returns what requests wait for that is not the receiver's fault, or null. */
  @Nullable String waitsFor() {
    return transport.waitsFor();
  }

  private CompletionStage<HttpAnswer> sendAsIs(OutgoingRequest request, boolean mayAskAgain) {
    return authentication
        .headers()
        .thenCompose(
            credentials ->
                transport
                    .send(with(request, credentials), settings.answerTimeout().least())
                    .thenCompose(
                        answer ->
                            isRefused(answer, credentials) && mayAskAgain
                                ? sendAsIs(request, false)
                                : CompletableFuture.completedStage(answer)));
  }

  private boolean isRefused(HttpAnswer answer, List<HttpHeader> credentials) {
    return answer.status() == UNAUTHORIZED && authentication.refused(credentials);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Ends what is under way, and what waits for its turn: it finds the transport closed. */
  void close() {
    transport.close();
    turns.close();
  }
}
