package dev.emitter.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends a token that all share, fetched by one of them before it expires. A failed fetch is not
 * repeated for five seconds, a refused token is replaced at most once a minute. Thread-safe.
 */
final class ClientCredentials implements Authentication {

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_REFUSALS = Duration.ofMinutes(1);

  private final TokenEndpoint endpoint;
  private final Clock clock;
  private final Object lock = new Object();

  private @Nullable AccessToken token;
  private @Nullable CompletableFuture<AccessToken> last; // under way, or failed
  private Instant failedUntil = Instant.MIN;
  private Instant replaceFrom = Instant.MIN;

  ClientCredentials(TokenEndpoint endpoint, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
  }

  @Override
  public CompletionStage<List<HttpHeader>> headers() {
    CompletableFuture<AccessToken> mine;
    synchronized (lock) {
      Instant now = clock.instant();
      AccessToken held = token;
      CompletableFuture<AccessToken> pending = last;
      if (held != null && now.isBefore(held.renewAt())) {
        return CompletableFuture.completedFuture(carrying(held));
      }
      boolean failed = pending != null && pending.isDone() && now.isBefore(failedUntil);
      if (failed && held != null && now.isBefore(held.expiresAt())) {
        return CompletableFuture.completedFuture(carrying(held));
      }
      if (pending != null && (failed || !pending.isDone())) {
        return pending.thenApply(ClientCredentials::carrying);
      }
      mine = new CompletableFuture<>();
      last = mine;
    }
    endpoint.fetch().whenComplete((fetched, fault) -> settle(mine, fetched, fault));
    return mine.thenApply(ClientCredentials::carrying);
  }

  private void settle(
      CompletableFuture<AccessToken> waiting,
      @Nullable AccessToken fetched,
      @Nullable Throwable fault) {
    AccessToken instead;
    synchronized (lock) {
      Instant now = clock.instant();
      AccessToken held = token;
      instead = held != null && now.isBefore(held.expiresAt()) ? held : null;
      if (fetched == null) {
        failedUntil = now.plus(AFTER_FAILURE);
      } else {
        token = fetched;
        failedUntil = Instant.MIN;
      }
    }
    if (fetched != null || instead != null) {
      waiting.complete(fetched != null ? fetched : instead);
    } else {
      waiting.completeExceptionally(unwrapped(fault));
    }
  }

  private static Throwable unwrapped(@Nullable Throwable fault) {
    Throwable cause = fault == null ? null : fault.getCause();
    if (fault instanceof TransportException || cause == null) {
      return fault == null ? new IllegalStateException("neither token nor fault") : fault;
    }
    return cause;
  }

  private static List<HttpHeader> carrying(AccessToken token) {
    return List.of(Credentials.bearer(token.value()));
  }

  @Override
  public boolean refused(List<HttpHeader> refused) {
    synchronized (lock) {
      AccessToken held = token;
      if (held == null || !carrying(held).equals(refused)) {
        return true;
      }
      Instant now = clock.instant();
      if (now.isBefore(replaceFrom)) {
        return false;
      }
      replaceFrom = now.plus(BETWEEN_REFUSALS);
      token = null;
      return true;
    }
  }

  @Override
  public String toString() {
    return "ClientCredentials[****]";
  }
}
