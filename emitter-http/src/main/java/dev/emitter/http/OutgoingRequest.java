package dev.emitter.http;

import dev.emitter.event.Payload;
import java.net.URI;
import java.util.List;

/**
 * A request to send. Immutable.
 *
 * @param method such as POST
 * @param uri where to
 * @param headers all headers but those about how a message travels, such as Host, Content-Length,
 *     Connection, Transfer-Encoding and Expect, which are left out
 * @param body the body, possibly empty; always sent with its Content-Length
 */
public record OutgoingRequest(String method, URI uri, List<HttpHeader> headers, Payload body) {

  public OutgoingRequest {
    headers = List.copyOf(headers);
  }
}
