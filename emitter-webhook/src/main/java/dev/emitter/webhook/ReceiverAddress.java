package dev.emitter.webhook;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in an address that requests go to. {@link URI} itself takes no host with an
 * underscore or beyond ASCII for one, and any number for a port.
 */
final class ReceiverAddress {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?");
  private static final Pattern LITERAL = Pattern.compile("\\[[0-9A-Fa-f:.]+(%[^\\]]*)?\\]");

  /** What IDNA 2003 and 2008 write differently, so that they lead to different hosts. */
  private static final Pattern AMBIGUOUS = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");

  private static final int LARGEST_PORT = 65_535;

  private ReceiverAddress() {}

  /** Returns why requests cannot go to an address, or null. Does not quote secrets in it. */
  static @Nullable String fault(URI uri) {
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

  /**
   * Returns the address with its host in ASCII, as it travels. An address with a fault is returned
   * with whatever is beyond ASCII percent-encoded.
   */
  static URI ascii(URI uri) {
    String authority = uri.getRawAuthority();
    if (fault(uri) != null || authority == null || isAscii(authority)) {
      return URI.create(uri.toASCIIString());
    }
    String host = host(authority);
    String text = uri.toString();
    int at = text.indexOf(authority);
    String converted = text.substring(0, at) + toAscii(host) + text.substring(at + host.length());
    return URI.create(URI.create(converted).toASCIIString());
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
    if (AMBIGUOUS.matcher(host).find()) {
      return "names the host "
          + host
          + ", which old and new rules write differently; write it in its xn-- form";
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    for (String label : name.split("\\.", -1)) {
      String fault = labelFault(label);
      if (fault != null) {
        return "names the host " + host + ", " + fault;
      }
    }
    return null;
  }

  private static @Nullable String labelFault(String label) {
    if (isAscii(label)) {
      return LABEL.matcher(label).matches()
          ? null
          : "which is none: its parts have 1 to 63 letters, digits, - or _";
    }
    try {
      String ascii = IDN.toASCII(label);
      // else it only looks like another host, such as one with full-width letters
      return ascii.startsWith("xn--") && LABEL.matcher(ascii).matches()
          ? null
          : "which has look-alikes of ASCII; write it in ASCII";
    } catch (IllegalArgumentException e) {
      return "which has no form in ASCII; write it in its xn-- form";
    }
  }

  private static String toAscii(String host) {
    StringBuilder ascii = new StringBuilder();
    for (String label : host.split("\\.", -1)) {
      ascii.append(ascii.isEmpty() ? "" : ".");
      ascii.append(isAscii(label) ? label : IDN.toASCII(label));
    }
    return ascii.toString();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
