package dev.emitter.http;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends requests. Implementations are thread-safe and block nobody. */
public interface HttpTransport {

  /**
   * Sends a request. No redirect is followed and nothing is repeated, but for one case: a
   * connection used before that ends without any sign of an answer, see {@link Exchange}. The stage
   * completes, always, with the answer once it is complete or enough of it was read, or with {@link
   * TransportException}. What hangs on the stage must not block: it runs on threads that serve
   * other requests as well.
   *
   * @param within how long it may take from now, connecting included
   */
  CompletionStage<HttpAnswer> send(OutgoingRequest request, Duration within);

  /**
   * Ends this use of the transport. Its requests under way end with {@link
   * TransportException.Kind#CLOSED}; connections are closed if nobody else uses the same settings.
   */
  void close();
}
