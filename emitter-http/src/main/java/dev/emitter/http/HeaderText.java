package dev.emitter.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in headers: the percent-encoding of values (CloudEvents HTTP binding, section
 * 3.1.3.2), and the names that an emitter may choose.
 */
public final class HeaderText {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();
  private static final int FIRST_VISIBLE = 0x21;
  private static final int LAST_VISIBLE = 0x7E;

  /** Headers that say how a message travels. */
  private static final Set<String> OF_THE_TRANSPORT =
      ignoringCase(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "proxy-connection");

  /** Further headers that the channel sets. */
  private static final Set<String> OURS =
      Set.of("content-type", "content-encoding", "x-hub-signature-256", "x-sg-signature");

  private static final List<String> OUR_PREFIXES = List.of("ce-", "webhook-", "proxy-");

  private HeaderText() {}

  /** Asked for each header of each request, so without making other strings of names. */
  private static Set<String> ignoringCase(String... names) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.addAll(List.of(names));
    return Collections.unmodifiableSet(all);
  }

  /** Returns a value with everything encoded that the binding does not allow as it is. */
  public static String encode(String value) {
    int plain = 0;
    while (plain < value.length() && isPlain(value.charAt(plain))) {
      plain++;
    }
    if (plain == value.length()) {
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
  public static @Nullable String nameFault(String name) {
    if (name.isEmpty() || !name.chars().allMatch(HeaderText::isToken)) {
      return "is no name of a header: letters, digits and " + TOKEN_MARKS + " are allowed";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean taken =
        isOfTheTransport(name)
            || OURS.contains(lower)
            || OUR_PREFIXES.stream().anyMatch(lower::startsWith);
    return taken ? "is set by the channel itself" : null;
  }

  /** Returns whether a header says how the message travels, which is the transport's to say. */
  static boolean isOfTheTransport(String name) {
    return OF_THE_TRANSPORT.contains(name);
  }

  private static boolean isToken(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  /** Returns what is wrong with a header's value that an emitter gives, or null. */
  public static @Nullable String valueFault(String value) {
    int fits = 0;
    while (fits < value.length() && mayStand(value.charAt(fits))) {
      fits++;
    }
    if (fits < value.length()) {
      return "has characters that no header may have: only visible ASCII, spaces and tabs";
    }
    return value.equals(value.strip()) ? null : "begins or ends with a space";
  }

  private static boolean mayStand(int c) {
    return c == ' ' || c == '\t' || isVisible(c);
  }

  private static boolean isVisible(int c) {
    return c >= FIRST_VISIBLE && c <= LAST_VISIBLE;
  }
}
