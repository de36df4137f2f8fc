package dev.emitter.net;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and received over HTTP in one attempt, as the delivery log keeps it: never a
 * secret. Immutable. What is longer than the bounds here is cut.
 *
 * @param requestHeaders the headers of the request
 * @param requestBody the beginning of the body of the request as text, or null if it is not kept
 * @param responseHeaders the headers of the response; empty if there was none
 */
public record HttpExchange(
    List<Header> requestHeaders, @Nullable String requestBody, List<Header> responseHeaders) {

  /** How many headers are kept of a request, and of a response. */
  public static final int MOST_HEADERS = 50;

  /** How many characters are kept of the name, and of the value, of a header. */
  public static final int MOST_HEADER_TEXT = 512;

  /** How many characters are kept of a body. */
  public static final int MOST_BODY_TEXT = 16_384;

  /** Cuts what is too long. */
  public HttpExchange {
    requestHeaders = bounded(requestHeaders);
    requestBody = requestBody == null ? null : cut(requestBody, MOST_BODY_TEXT);
    responseHeaders = bounded(responseHeaders);
  }

  /**
   * A header.
   *
   * @param name its name
   * @param value its value, {@code ****} if it is secret
   */
  public record Header(String name, String value) {

    /** Cuts what is too long. */
    public Header {
      name = cut(name, MOST_HEADER_TEXT);
      value = cut(value, MOST_HEADER_TEXT);
    }
  }

  /** Returns how many characters all of it has. */
  public int textLength() {
    return (requestBody == null ? 0 : requestBody.length())
        + textLength(requestHeaders)
        + textLength(responseHeaders);
  }

  private static int textLength(List<Header> headers) {
    return headers.stream().mapToInt(one -> one.name().length() + one.value().length()).sum();
  }

  private static List<Header> bounded(List<Header> headers) {
    return List.copyOf(headers.subList(0, Math.min(headers.size(), MOST_HEADERS)));
  }

  /** Never between the two halves of a character. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean halves = Character.isHighSurrogate(text.charAt(most - 2));
    return text.substring(0, halves ? most - 2 : most - 1) + "…";
  }
}
