package dev.emitter.http;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.TextUtils;

/**
 * The host and port of an address. What it prints as is all that messages show of the address, as
 * the rest may hold a secret.
 *
 * @param host scheme, host and port, the port always given
 * @param authority the host, and the port if the address names one, as the Host header says it
 */
record Endpoint(HttpHost host, URIAuthority authority) {

  /**
   * Returns the endpoint of an address.
   *
   * @throws IllegalArgumentException if it is no http or https address with a host; the message
   *     does not quote it
   */
  static Endpoint of(URI uri) {
    URIScheme scheme = scheme(uri);
    try {
      URIAuthority given =
          uri.getHost() == null
              ? URIAuthority.create(uri.getRawAuthority())
              : new URIAuthority(uri.getHost(), uri.getPort());
      if (given == null || given.getHostName() == null || given.getHostName().isBlank()) {
        throw new IllegalArgumentException("the address has no host");
      }
      String name = withoutBrackets(given.getHostName());
      int port = given.getPort() >= 0 ? given.getPort() : defaultPort(scheme.getId());
      return new Endpoint(
          new HttpHost(scheme.getId(), name, port), new URIAuthority(name, given.getPort()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the host of the address cannot be read");
    }
  }

  private static URIScheme scheme(URI uri) {
    for (URIScheme scheme : URIScheme.values()) {
      if (scheme.same(uri.getScheme())) {
        return scheme;
      }
    }
    throw new IllegalArgumentException("the address does not begin with http:// or https://");
  }

  private static String withoutBrackets(String name) {
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  private static int defaultPort(String scheme) {
    return URIScheme.HTTPS.same(scheme) ? 443 : 80;
  }

  /** Returns the port of a host, that of its scheme if it names none. */
  static int port(HttpHost host) {
    return host.getPort() >= 0 ? host.getPort() : defaultPort(host.getSchemeName());
  }

  /**
   * Returns the name of a host as name servers know it: {@link HttpHost} keeps the {@code xn--}
   * form of a name decoded.
   */
  static String name(HttpHost host) {
    String name = host.getHostName();
    return TextUtils.isAllASCII(name) ? name : IDN.toASCII(name);
  }

  boolean secure() {
    return URIScheme.HTTPS.same(host.getSchemeName());
  }

  /** Returns scheme, host and port. */
  @Override
  public String toString() {
    return host.toURI();
  }
}
