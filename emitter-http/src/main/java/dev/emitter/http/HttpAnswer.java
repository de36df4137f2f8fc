package dev.emitter.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered. Immutable.
 *
 * @param status the status code
 * @param headers its headers
 * @param head the beginning of the body as text, up to the bound of the transport
 */
public record HttpAnswer(int status, List<HttpHeader> headers, String head) {

  public HttpAnswer {
    headers = List.copyOf(headers);
  }

  /** Returns the value of the first header of that name, or null. */
  public @Nullable String header(String name) {
    return HttpHeader.find(headers, name);
  }
}
