package dev.emitter.http;

import dev.emitter.event.Payload;
import dev.emitter.net.AddressGuard;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests and settings as tests of the transport use them. */
public final class Sending {

  public static final Duration LONG = Duration.ofSeconds(20);
  public static final Duration SHORT = Duration.ofMillis(700);

  /** One guard for all, as settings are equal only if they have the same. */
  public static final AddressGuard GUARD = AddressGuard.off();

  private Sending() {}

  public static TransportSettings plain() {
    return settings(TlsSettings.DEFAULT);
  }

  public static TransportSettings settings(TlsSettings tls) {
    return new TransportSettings(tls, GUARD, null, Duration.ofSeconds(10), 1024);
  }

  /** Returns settings that trust whom an authority vouches for. */
  public static TlsSettings trusting(TlsFiles authority) {
    return new TlsSettings(true, authority.certificate(), null, null);
  }

  public static OutgoingRequest post(URI uri, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Payload payload = bytes.length == 0 ? Payload.of() : Payload.of(bytes);
    return new OutgoingRequest(
        "POST", uri, List.of(new HttpHeader("Content-Type", "application/json")), payload);
  }

  /** Waits for the answer. */
  public static HttpAnswer answer(CompletionStage<HttpAnswer> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  /** Waits for the failure. */
  public static TransportException failure(CompletionStage<HttpAnswer> stage)
      throws InterruptedException, TimeoutException {
    try {
      HttpAnswer answer = stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
      throw new AssertionError("there was an answer: " + answer);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransportException failure) {
        return failure;
      }
      throw new AssertionError(e);
    }
  }
}
