package dev.emitter.webhook;

import dev.emitter.event.Payload;
import dev.emitter.http.HttpHeader;
import java.time.Instant;
import java.util.List;

/** Proves to the receiver who sent a request, and that nobody changed it. Thread-safe. */
interface RequestSigner {

  /**
   * Returns the headers that sign a body.
   *
   * @param messageId the same for every attempt to send the same
   * @param at the time of this attempt
   */
  List<HttpHeader> sign(String messageId, Instant at, Payload body);
}
