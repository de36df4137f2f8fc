package dev.emitter.http;

import java.net.URI;

/** The address of a proxy. */
public final class ProxyAddress {

  private ProxyAddress() {}

  /**
   * Returns the address.
   *
   * @throws IllegalArgumentException unless it is {@code http://host:port}
   */
  public static URI checked(URI address) {
    String fault = ReceiverAddress.fault(address);
    if (fault != null) {
      throw new IllegalArgumentException("proxy: " + fault);
    }
    if (!"http".equalsIgnoreCase(address.getScheme())
        || Endpoint.of(address).authority().getPort() < 0) {
      throw new IllegalArgumentException("proxy: must be http://host:port");
    }
    return address;
  }
}
