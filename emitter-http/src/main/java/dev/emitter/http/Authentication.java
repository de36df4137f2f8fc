package dev.emitter.http;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Gives requests the credentials of an identity. Thread-safe. */
public interface Authentication {

  /**
   * Returns the headers that carry the credentials; may fetch them first. Fails with {@link
   * TransportException} when they cannot be had, with a message that says why.
   */
  CompletionStage<List<HttpHeader>> headers();

  /**
   * Tells that the receiver answered 401 to these headers.
   *
   * @return whether others may be had by asking again, now
   */
  boolean refused(List<HttpHeader> headers);
}
