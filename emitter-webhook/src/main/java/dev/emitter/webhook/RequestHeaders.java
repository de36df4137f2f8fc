package dev.emitter.webhook;

import dev.emitter.http.HeaderText;
import dev.emitter.http.HttpHeader;
import dev.emitter.webhook.WebhookRequests.UnsendableException;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of a request that are made of an event. Receivers take few of them, most some 8 to 64
 * KiB for all, and reset the connection otherwise; so what is longer is not even made. Used by one
 * thread.
 */
final class RequestHeaders {

  /** How many characters the names and values may have together, as they are sent. */
  static final int MOST = 64 << 10;

  private final List<HttpHeader> headers = new ArrayList<>();
  private long size;

  /** Adds a value that is encoded first, as an event may have any characters. */
  void encode(String name, String value) throws UnsendableException {
    require(size + name.length() + value.length(), name); // it never becomes shorter
    add(new HttpHeader(name, HeaderText.encode(value)));
  }

  /** Adds a header as it is. */
  void add(HttpHeader header) throws UnsendableException {
    size += header.name().length() + header.value().length();
    require(size, header.name());
    headers.add(header);
  }

  private static void require(long size, String name) throws UnsendableException {
    if (size > MOST) {
      throw new UnsendableException(
          "its headers up to "
              + name
              + " would have "
              + size
              + " characters or more; at most "
              + MOST
              + " are sent, as receivers take no more. Long values belong in the body: mode"
              + " structured or a mapping");
    }
  }

  /** Adds headers as they are. */
  void addAll(List<HttpHeader> more) throws UnsendableException {
    for (HttpHeader header : more) {
      add(header);
    }
  }

  /** Returns whether there is one of that name, whatever its case. */
  boolean has(String name) {
    return HttpHeader.find(headers, name) != null;
  }

  List<HttpHeader> all() {
    return headers;
  }
}
