package dev.emitter.powerbi;

import dev.emitter.event.Payload;
import dev.emitter.http.Authentication;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.HttpTransport;
import dev.emitter.http.OutgoingRequest;
import dev.emitter.http.ShownAnswer;
import dev.emitter.http.ShownExchange;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with the emitter's token, and once more with a new one where the service says that
 * it has expired. The client names itself in each request, without which the service has lost rows.
 * Thread-safe.
 */
final class PowerBiClient {

  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final int BODY_BYTES = 256;
  private static final String EXPIRED = "TokenExpired";

  private final HttpTransport transport;
  private final Authentication authentication;

  PowerBiClient(HttpTransport transport, Authentication authentication) {
    this.transport = transport;
    this.authentication = authentication;
  }

  /**
   * Does something that sends requests to an address, once the emitter's owner has room for it; see
   * {@link HttpTransport#admit}.
   */
  <T> CompletionStage<T> admit(URI uri, Supplier<CompletionStage<T>> action) {
    return transport.admit(uri, waited -> action.get());
  }

  /** Returns what requests wait for that is not the service's fault, or null. */
  @Nullable String waitsFor() {
    return transport.waitsFor();
  }

  /** Posts JSON. The stage fails if there is no answer. */
  CompletionStage<ServiceAnswer> post(URI uri, Payload json) {
    HttpHeader type = new HttpHeader("Content-Type", "application/json");
    return send(new OutgoingRequest("POST", uri, List.of(type), json), true);
  }

  /** Asks for something. The stage fails if there is no answer. */
  CompletionStage<ServiceAnswer> get(URI uri) {
    HttpHeader accept = new HttpHeader("Accept", "application/json");
    return send(new OutgoingRequest("GET", uri, List.of(accept), Payload.of()), true);
  }

  private CompletionStage<ServiceAnswer> send(OutgoingRequest request, boolean mayAskAgain) {
    return authentication
        .headers()
        .thenCompose(
            credentials -> {
              long began = System.nanoTime();
              OutgoingRequest sent = with(credentials, request);
              return transport
                  .send(sent, WITHIN)
                  .thenCompose(
                      answer ->
                          isRefused(answer) && mayAskAgain && authentication.refused(credentials)
                              ? send(request, false)
                              : CompletableFuture.completedStage(
                                  shown(sent, answer, credentials, began, mayAskAgain ? 1 : 2)));
            });
  }

  private static OutgoingRequest with(List<HttpHeader> credentials, OutgoingRequest request) {
    List<HttpHeader> headers = new ArrayList<>(request.headers());
    headers.addAll(credentials);
    return new OutgoingRequest(request.method(), request.uri(), headers, request.body());
  }

  private static boolean isRefused(HttpAnswer answer) {
    return answer.status() == 401 || (answer.status() == 403 && answer.head().contains(EXPIRED));
  }

  private static ServiceAnswer shown(
      OutgoingRequest sent,
      HttpAnswer answer,
      List<HttpHeader> credentials,
      long began,
      int requests) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    ShownAnswer shown = ShownAnswer.of(answer, credentials, List.of(), took);
    ServiceAnswer whole = new ServiceAnswer(shown.answer(), shown.evidence(), requests);
    return whole.isGood()
        ? whole
        : whole.with(ShownExchange.of(sent, answer, credentials, List.of(), BODY_BYTES));
  }

  void close() {
    transport.close();
  }
}
