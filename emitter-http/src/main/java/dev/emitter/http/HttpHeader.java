package dev.emitter.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field of a request or an answer. Immutable.
 *
 * @param name its name, matched ignoring case
 * @param value its value, fit to be sent as it is: visible ASCII, spaces and tabs
 */
public record HttpHeader(String name, String value) {

  /** Returns the value of the first header of that name, or null. */
  public static @Nullable String find(List<HttpHeader> headers, String name) {
    for (HttpHeader header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }
}
