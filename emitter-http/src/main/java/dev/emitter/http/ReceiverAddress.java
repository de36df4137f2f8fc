package dev.emitter.http;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in an address that requests go to. {@link URI} itself takes no host with an
 * underscore for one, and any number for a port. A host beyond ASCII is not converted: what looks
 * alike may be another.
 */
public final class ReceiverAddress {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?");
  private static final Pattern LITERAL = Pattern.compile("\\[[0-9A-Fa-f:.]+(%[^\\]]*)?\\]");

  /** What IDNA 2003 and 2008 write differently, so that they lead to different hosts. */
  private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");

  private static final int LARGEST_PORT = 65_535;

  private ReceiverAddress() {}

  /** Returns why requests cannot go to an address, or null. Does not quote secrets in it. */
  public static @Nullable String fault(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      return "must begin with https:// or http://";
    }
    String authority = uri.getRawAuthority();
    if (authority == null) {
      return "names no host";
    }
    if (authority.indexOf('@') >= 0) {
      return "must hold no user and password: use identityRef";
    }
    if (uri.getRawFragment() != null) {
      return "must have no fragment (#..): it would not be sent";
    }
    String fault = hostFault(host(authority));
    return fault == null ? portFault(authority) : fault;
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  private static @Nullable String portFault(String authority) {
    String port = authority.substring(host(authority).length());
    if (port.length() <= 1) { // none, or a colon alone
      return null;
    }
    boolean digits = port.substring(1).chars().allMatch(c -> c >= '0' && c <= '9');
    boolean fits = digits && port.length() <= 6;
    int number = fits ? Integer.parseInt(port.substring(1)) : 0;
    return number >= 1 && number <= LARGEST_PORT
        ? null
        : "names the port " + port.substring(1) + "; a port is a number from 1 to " + LARGEST_PORT;
  }

  private static @Nullable String hostFault(String host) {
    if (host.isEmpty()) {
      return "names no host";
    }
    if (LITERAL.matcher(host).matches()) {
      return null;
    }
    if (!isAscii(host)) {
      String form = asciiForm(host);
      return "names no host in ASCII; write " + (form == null ? "its xn-- form" : form);
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    for (String label : name.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return "names the host "
            + host
            + ", which is none: its parts have 1 to 63 letters, digits, - or _";
      }
    }
    return null;
  }

  /** Returns how the host is written in ASCII, or null where that is not the same for all. */
  private static @Nullable String asciiForm(String host) {
    if (AMBIGUOUS.matcher(host).find()) {
      return null;
    }
    try {
      return IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
