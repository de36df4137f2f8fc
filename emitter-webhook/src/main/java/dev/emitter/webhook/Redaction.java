package dev.emitter.webhook;

import java.util.List;

/** Takes credentials out of what a receiver answers: some repeat the request. */
final class Redaction {

  private static final int SHORTEST = 6;
  private static final String HIDDEN = "****";

  private Redaction() {}

  /** Returns the text without the values of these headers, nor the longer words in them. */
  static String of(String text, List<HttpHeader> credentials) {
    String redacted = text;
    for (HttpHeader header : credentials) {
      redacted = redacted.replace(header.value(), HIDDEN);
      for (String word : header.value().split(" ", -1)) {
        if (word.length() >= SHORTEST) {
          redacted = redacted.replace(word, HIDDEN);
        }
      }
    }
    return redacted;
  }
}
