package dev.emitter.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in headers: the percent-encoding of values (CloudEvents HTTP binding, section
 * 3.1.3.2), and the names that an emitter may choose.
 */
final class HeaderText {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final int FIRST_VISIBLE = 0x21;
  private static final int LAST_VISIBLE = 0x7E;

  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "proxy-authorization",
          "proxy-connection",
          "x-hub-signature-256",
          "x-sg-signature");

  private HeaderText() {}

  /** Returns a value with everything encoded that the binding does not allow as it is. */
  static String encode(String value) {
    if (value.chars().allMatch(HeaderText::isPlain)) {
      return value;
    }
    StringBuilder encoded = new StringBuilder(value.length() + 16);
    for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(one)) {
        encoded.append((char) one);
      } else {
        encoded.append('%').append(HEX[(one >> 4) & 0xF]).append(HEX[one & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(int c) {
    return c >= FIRST_VISIBLE && c <= LAST_VISIBLE && c != '"' && c != '%';
  }

  /** Returns what is wrong with a header's name that an emitter chooses, or null. */
  static @Nullable String nameFault(String name) {
    if (name.isEmpty() || !name.chars().allMatch(HeaderText::isToken)) {
      return "is no name of a header: letters, digits and " + TOKEN_MARKS + " are allowed";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean taken = OURS.contains(lower) || lower.startsWith("ce-") || lower.startsWith("webhook-");
    return taken ? "is set by the channel itself" : null;
  }

  private static boolean isToken(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  /** Returns what is wrong with a header's value that an emitter gives, or null. */
  static @Nullable String valueFault(String value) {
    boolean fits = value.chars().allMatch(c -> c == ' ' || c == '\t' || isVisible(c));
    if (!fits) {
      return "has characters that no header may have: only visible ASCII, spaces and tabs";
    }
    return value.equals(value.strip()) ? null : "begins or ends with a space";
  }

  private static boolean isVisible(int c) {
    return c >= FIRST_VISIBLE && c <= LAST_VISIBLE;
  }
}
