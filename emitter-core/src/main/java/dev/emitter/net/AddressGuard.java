package dev.emitter.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Decides which addresses may be reached. Whoever connects asks it for the addresses of a host and
 * dials one of those, never the name, so that a second look-up cannot answer otherwise. Immutable
 * and thread-safe.
 */
public final class AddressGuard {

  private final HostResolver resolver;

  private AddressGuard(HostResolver resolver) {
    this.resolver = resolver;
  }

  /** Returns a guard that refuses no address. */
  public static AddressGuard off() {
    return new AddressGuard(HostResolver.SYSTEM);
  }

  /**
   * Returns the addresses of a host, given by name or as a literal, all of which may be reached.
   *
   * @throws BlockedAddressException if one of them must not be reached
   * @throws UnknownHostException if there is no such host
   */
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    return resolver.resolve(host);
  }
}
