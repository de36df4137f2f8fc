package dev.emitter.http;

import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/** The two places of a client where exchanges meet that they were abandoned. Thread-safe. */
final class Abandonable {

  private Abandonable() {}

  /** Stands first: lets the attempt know what will hold its connection. */
  static final AsyncExecChainHandler FIRST =
      (request, entity, scope, chain, callback) -> {
        Attempt.of(scope.clientContext).holds(scope.execRuntime);
        chain.proceed(request, entity, scope, callback);
      };

  /** Stands last: sends nothing for an attempt that was abandoned. */
  static final AsyncExecChainHandler LAST = Abandonable::send;

  private static void send(
      HttpRequest request,
      @Nullable AsyncEntityProducer entity,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    if (Attempt.of(scope.clientContext).abandoned()) {
      callback.failed(new IOException("abandoned"));
      return;
    }
    try {
      chain.proceed(request, entity, scope, callback);
    } catch (IllegalStateException abandonedJustNow) {
      callback.failed(abandonedJustNow);
    }
  }
}
