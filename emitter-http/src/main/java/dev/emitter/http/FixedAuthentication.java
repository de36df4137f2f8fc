package dev.emitter.http;

import dev.emitter.problem.EmitterException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Sends what the identity says, read anew each time. Thread-safe. */
final class FixedAuthentication implements Authentication {

  private final Supplier<List<HttpHeader>> headers;

  FixedAuthentication(Supplier<List<HttpHeader>> headers) {
    this.headers = headers;
  }

  @Override
  public CompletionStage<List<HttpHeader>> headers() {
    try {
      return CompletableFuture.completedFuture(headers.get());
    } catch (EmitterException e) {
      return CompletableFuture.failedFuture(
          new TransportException(
              TransportException.Kind.CREDENTIALS, String.valueOf(e.getMessage()), e));
    }
  }

  /** Returns whether the secret has been changed meanwhile. */
  @Override
  public boolean refused(List<HttpHeader> refused) {
    try {
      return !headers.get().equals(refused);
    } catch (EmitterException e) {
      return false;
    }
  }
}
