package dev.emitter.http;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends requests. Implementations are thread-safe and block nobody. */
public interface HttpTransport {

  /** What sends requests once there is room for them. */
  @FunctionalInterface
  interface Action<T> {

    /**
     * Begins. Must not block.
     *
     * @param waited whether it had to wait for its turn
     */
    CompletionStage<T> begin(boolean waited);
  }

  /**
   * Does something that sends requests, one after the other, to a receiver, once the owner's share
   * has room for it; the room is free again when its stage completes. Waits without a thread, and
   * before any time runs that is given to {@link #send}. The stage that is returned completes as
   * that of the action does, or with {@link TransportException.Kind#CLOSED} if the transport is
   * closed while it waits. It must not be used within itself.
   */
  <T> CompletionStage<T> admit(URI receiver, Action<T> action);

  /** Returns what requests wait for that is no receiver's fault, for a person, or null. */
  @Nullable String waitsFor();

  /**
   * Sends a request at once; most senders are {@linkplain #admit admitted} first. No redirect is
   * followed and nothing is repeated, but for one case: a connection used before that ends without
   * any sign of an answer, see {@link Exchange}. The stage completes, always, with the answer once
   * it is complete or enough of it was read, or with {@link TransportException}. What hangs on the
   * stage must not block: it runs on threads that serve other requests as well.
   *
   * @param within how long it may take from now, connecting included; while it waits for the
   *     owner's share of look-ups this stands still
   */
  CompletionStage<HttpAnswer> send(OutgoingRequest request, Duration within);

  /**
   * Ends this use of the transport. Its requests under way end with {@link
   * TransportException.Kind#CLOSED}; connections are closed if nobody else uses the same settings.
   */
  void close();
}
