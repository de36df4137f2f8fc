package dev.emitter.http;

import dev.emitter.channel.Evidence;
import dev.emitter.definition.Secret;
import java.time.Duration;
import java.util.List;

/**
 * An answer without what the receiver has repeated of our secrets, so that it can be shown. Where a
 * secret is too short to be taken out, only what cannot repeat it is kept. Immutable.
 *
 * @param answer the answer without secrets
 * @param evidence what the delivery log keeps of it
 */
public record ShownAnswer(HttpAnswer answer, Evidence evidence) {

  private static final int ANSWER_CHARACTERS = 1024;

  /**
   * Returns what may be shown of an answer.
   *
   * @param credentials the headers of the request that carry secrets
   * @param secrets further secrets that the receiver knows
   * @param took how long it took
   */
  public static ShownAnswer of(
      HttpAnswer answer, List<HttpHeader> credentials, List<Secret> secrets, Duration took) {
    if (Redaction.hasTooShort(credentials, secrets)) {
      return new ShownAnswer(withoutText(answer), Evidence.of(took).withStatus(answer.status()));
    }
    HttpAnswer shown = redacted(answer, credentials, secrets);
    return new ShownAnswer(
        shown, Evidence.of(took).withStatus(shown.status()).withAnswer(head(shown)));
  }

  /** Keeps of an answer what cannot repeat a secret: how long to wait. */
  private static HttpAnswer withoutText(HttpAnswer answer) {
    String after = answer.header(RetryAfter.NAME);
    List<HttpHeader> kept =
        after == null ? List.of() : List.of(new HttpHeader(RetryAfter.NAME, after));
    return new HttpAnswer(answer.status(), kept, "");
  }

  private static HttpAnswer redacted(
      HttpAnswer answer, List<HttpHeader> credentials, List<Secret> secrets) {
    if (credentials.isEmpty() && secrets.isEmpty()) {
      return answer;
    }
    List<HttpHeader> headers =
        answer.headers().stream()
            .map(
                header ->
                    new HttpHeader(
                        header.name(), Redaction.of(header.value(), credentials, secrets)))
            .toList();
    String head = Redaction.of(answer.head(), credentials, secrets);
    return new HttpAnswer(answer.status(), headers, head);
  }

  private static String head(HttpAnswer answer) {
    String head = answer.head();
    return head.length() > ANSWER_CHARACTERS ? head.substring(0, ANSWER_CHARACTERS) + ".." : head;
  }
}
