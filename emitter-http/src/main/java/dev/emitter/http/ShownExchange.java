package dev.emitter.http;

import dev.emitter.definition.Secret;
import dev.emitter.event.Payload;
import dev.emitter.net.HttpExchange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the delivery log keeps of a request and its answer, without secrets. */
public final class ShownExchange {

  private static final Set<String> CHALLENGES = Set.of("www-authenticate", "proxy-authenticate");
  private static final String LOCATION = "Location";

  private final List<HttpHeader> credentials;
  private final List<Secret> secrets;
  private final boolean tooShort;

  private ShownExchange(List<HttpHeader> credentials, List<Secret> secrets) {
    this.credentials = credentials;
    this.secrets = secrets;
    this.tooShort = Redaction.hasTooShort(credentials, secrets);
  }

  /**
   * Returns what may be shown. Where a secret is too short to be taken out of a text, nothing of
   * the answer is, since the receiver may have repeated it.
   *
   * @param answer the answer, or null if there was none
   * @param credentials the headers of the request that carry secrets
   * @param secrets further secrets that the receiver knows
   * @param bodyBytes how many bytes are kept of the body of the request; 0 for none
   */
  public static HttpExchange of(
      OutgoingRequest request,
      @Nullable HttpAnswer answer,
      List<HttpHeader> credentials,
      List<Secret> secrets,
      int bodyBytes) {
    ShownExchange shown = new ShownExchange(credentials, secrets);
    return new HttpExchange(
        shown.headers(request.headers()),
        bodyBytes == 0 ? null : shown.body(request, bodyBytes),
        answer == null || shown.tooShort ? List.of() : shown.headers(answer.headers()));
  }

  private List<HttpExchange.Header> headers(List<HttpHeader> headers) {
    List<HttpExchange.Header> kept = new ArrayList<>();
    for (HttpHeader header : headers) {
      kept.add(new HttpExchange.Header(header.name(), value(header)));
    }
    return kept;
  }

  private String value(HttpHeader header) {
    if (isSecret(header)) {
      return Redaction.HIDDEN;
    }
    boolean location = header.name().equalsIgnoreCase(LOCATION);
    return redacted(location ? Redaction.ofAddress(header.value()) : header.value());
  }

  private boolean isSecret(HttpHeader header) {
    boolean challenge = CHALLENGES.contains(header.name().toLowerCase(Locale.ROOT));
    return (Redaction.isSecret(header) && !challenge)
        || HttpHeader.find(credentials, header.name()) != null;
  }

  private String body(OutgoingRequest request, int most) {
    ByteBuffer head = ByteBuffer.wrap(head(request.body(), most));
    boolean whole = request.body().size() <= most;
    String type = HttpHeader.find(request.headers(), "Content-Type");
    return redacted(AnswerText.of(head, type, whole));
  }

  private static byte[] head(Payload body, int most) {
    ByteBuffer head = ByteBuffer.allocate(Math.min(body.size(), most));
    for (ByteBuffer part : body.buffers()) {
      if (head.hasRemaining()) {
        head.put(part.slice(part.position(), Math.min(part.remaining(), head.remaining())));
      }
    }
    return head.array();
  }

  private String redacted(String text) {
    return tooShort ? text : Redaction.of(text, credentials, secrets);
  }
}
