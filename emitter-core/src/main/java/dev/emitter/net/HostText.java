package dev.emitter.net;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host as somebody wrote it: a literal in the usual spelling, or a name. Whatever a C resolver or
 * a JDK could take for an address though it is spelled otherwise ({@code 127.1}, {@code
 * 0x7f000001}, full-width digits, a zone) is neither. Immutable.
 *
 * @param text the host without brackets, in lower case
 * @param literal the address that it is, or null for a name
 * @param fault why it is neither, or null
 */
record HostText(String text, @Nullable Bits literal, @Nullable String fault) {

  private static final int LONGEST = 254; // RFC 1035, with the last dot
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?(\\.[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?)*\\.?");
  private static final Pattern NUMBER_LAST = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");
  private static final Pattern LOCALHOST = Pattern.compile("(.*\\.)?localhost\\.?");

  static HostText of(String host) {
    if (host.isEmpty()) {
      return wrong(host, "a host is missing");
    }
    if (host.length() > LONGEST) {
      return wrong(host, "it is longer than any name");
    }
    if (!host.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      return wrong(host, "write it in ASCII, a name in its xn-- form");
    }
    String text = host.toLowerCase(Locale.ROOT);
    if (text.indexOf('%') >= 0) {
      return wrong(text, "neither zones nor percent-encoding may be used");
    }
    if (text.indexOf(':') >= 0 || text.startsWith("[")) {
      return bracketed(text);
    }
    return NUMBER_LAST.matcher(text).matches() ? numbers(text) : name(text);
  }

  private static HostText bracketed(String text) {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String inner = brackets ? text.substring(1, text.length() - 1) : text;
    Bits literal = inner.indexOf(':') < 0 ? null : AddressText.parse(inner);
    return literal == null
        ? wrong(text, "it is no address of IPv6")
        : new HostText(inner, literal, null);
  }

  private static HostText numbers(String text) {
    Bits literal = AddressText.parse(text);
    return literal == null
        ? wrong(text, "write an address as four decimal numbers, such as 192.0.2.1")
        : new HostText(text, literal, null);
  }

  private static HostText name(String text) {
    return NAME.matcher(text).matches()
        ? new HostText(text, null, null)
        : wrong(text, "it is neither a name nor an address");
  }

  private static HostText wrong(String text, String fault) {
    return new HostText(text, null, fault);
  }

  /** Tells whether it is a name that means this machine whatever DNS says (RFC 6761, 6.3). */
  boolean isLocalhost() {
    return LOCALHOST.matcher(text).matches();
  }
}
