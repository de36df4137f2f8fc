package dev.emitter.webhook;

import dev.emitter.event.Payload;
import dev.emitter.http.HttpAnswer;
import dev.emitter.http.HttpHeader;
import dev.emitter.http.OutgoingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the receiver whether it wants events, before the first one (CloudEvents webhook
 * specification, section 4). Asks once at a time, and no more once it has agreed. Thread-safe.
 */
final class Handshake {

  /** The header that says who asks, and then who sends. */
  static final String ORIGIN = "WebHook-Request-Origin";

  private static final String ANY = "*";
  private static final double MINUTE = 60.0;

  private final WebhookSettings settings;
  private final @Nullable String origin;
  private final Sender sender;
  private final DoubleConsumer allowedPerSecond;
  private @Nullable CompletableFuture<@Nullable String> asking;
  private boolean agreed;

  /** Sends a request with the emitter's credentials. */
  @FunctionalInterface
  interface Sender {
    CompletionStage<HttpAnswer> send(OutgoingRequest request);
  }

  /**
   * Creates a handshake.
   *
   * @param origin who asks; null where no handshake is required
   * @param allowedPerSecond is told how many requests a second the receiver allows
   */
  Handshake(
      WebhookSettings settings,
      @Nullable String origin,
      Sender sender,
      DoubleConsumer allowedPerSecond) {
    this.settings = settings;
    this.origin = origin;
    this.sender = sender;
    this.allowedPerSecond = allowedPerSecond;
    this.agreed = !settings.handshake().required();
  }

  /**
   * Completes with null once the receiver has agreed, or with why it has not; exceptionally when it
   * could not be asked.
   */
  CompletionStage<@Nullable String> ready() {
    CompletableFuture<@Nullable String> answer;
    synchronized (this) {
      if (agreed) {
        return CompletableFuture.completedFuture(null);
      }
      if (asking != null) {
        return asking;
      }
      answer = new CompletableFuture<>();
      asking = answer;
    }
    ask(answer);
    return answer;
  }

  private void ask(CompletableFuture<@Nullable String> answer) {
    // within a stage, so that nobody waits for ever should it throw
    CompletionStage<HttpAnswer> asked =
        CompletableFuture.completedStage(request()).thenCompose(sender::send);
    asked
        .thenApply(received -> Optional.ofNullable(judge(received)))
        .whenComplete(
            (fault, failure) -> {
              synchronized (this) {
                asking = null;
                agreed = failure == null && fault.isEmpty();
              }
              if (failure == null) {
                answer.complete(fault.orElse(null));
              } else {
                answer.completeExceptionally(failure);
              }
            });
  }

  private OutgoingRequest request() {
    List<HttpHeader> headers = new ArrayList<>();
    headers.addAll(settings.headers());
    headers.add(new HttpHeader(ORIGIN, String.valueOf(origin)));
    Double perSecond = settings.limits().requestsPerSecond();
    if (perSecond != null) {
      long perMinute = Math.max(1, (long) Math.ceil(perSecond * MINUTE));
      headers.add(new HttpHeader("WebHook-Request-Rate", Long.toString(perMinute)));
    }
    if (settings.handshake().callback() != null) {
      String callback = settings.handshake().callback().toASCIIString();
      headers.add(new HttpHeader("WebHook-Request-Callback", callback));
    }
    return new OutgoingRequest("OPTIONS", settings.url(), headers, Payload.of());
  }

  /** Returns why the receiver has not agreed, or null if it has. */
  private @Nullable String judge(HttpAnswer answer) {
    String allowed = answer.header("WebHook-Allowed-Origin");
    if (allowed == null) {
      return "the receiver has not agreed to get events: it answered "
          + answer.status()
          + " without WebHook-Allowed-Origin"
          + (settings.handshake().callback() == null ? "" : "; it may agree later");
    }
    if (!allowed.strip().equals(ANY) && !allowed.strip().equalsIgnoreCase(origin)) {
      return "the receiver agrees to get events from another origin than " + origin;
    }
    return rate(answer.header("WebHook-Allowed-Rate"));
  }

  private @Nullable String rate(@Nullable String perMinute) {
    if (perMinute == null || perMinute.strip().equals(ANY)) {
      return null;
    }
    try {
      long allowed = Long.parseLong(perMinute.strip());
      if (allowed > 0) {
        allowedPerSecond.accept(allowed / MINUTE);
        return null;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    return "the receiver allows a rate that is no positive number of requests a minute";
  }
}
