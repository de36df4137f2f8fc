package dev.emitter.webhook;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Sends requests. Implementations are thread-safe and block nobody. */
interface HttpTransport {

  /**
   * Sends a request once: it follows no redirect and repeats nothing. The stage completes with the
   * answer once it is complete or enough of it was read, or with {@link TransportException}.
   *
   * @param within how long it may take from now, connecting included
   */
  CompletionStage<HttpAnswer> send(OutgoingRequest request, Duration within);

  /** Ends this use of the transport; connections that nobody else uses are closed. */
  void close();
}
