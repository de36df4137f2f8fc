package dev.emitter.net;

import dev.emitter.problem.Loggers;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Decides which addresses may be reached. Whoever connects asks it for the addresses of a host and
 * dials one of those, never the name, so that a second look-up cannot answer otherwise. Guards are
 * equal when they decide alike and look up with the same resolver. Immutable and thread-safe.
 *
 * <p>Names are judged by their addresses: one that ends in {@code .internal} or {@code .local} may
 * be reached where its addresses may. Only {@code localhost} and what ends in {@code .localhost}
 * are refused unseen where loopback is not allowed. Literals in other than the usual spelling, such
 * as {@code 127.1}, {@code 2130706433} or {@code [fe80::1%lo]}, are refused, whatever they mean.
 */
public final class AddressGuard {

  private static final Logger LOG = Loggers.of(AddressGuard.class);
  private static final AddressGuard OFF =
      new AddressGuard(true, List.of(), List.of(), HostResolver.SYSTEM);
  private static final AddressGuard PUBLIC_ONLY =
      new AddressGuard(false, List.of(), List.of(), HostResolver.SYSTEM);
  private static final Bits LOOPBACK = Bits.v4(0x7F000001);
  private static final Bits LOOPBACK_6 = new Bits(0, 1);
  private static final int NAT64_LENGTH = 96;
  private static final int SHOWN = 100;

  private final boolean open;
  private final List<Cidr> allowed;
  private final List<Cidr> denied;
  private final HostResolver resolver;

  private AddressGuard(boolean open, List<Cidr> allowed, List<Cidr> denied, HostResolver resolver) {
    this.open = open;
    this.allowed = allowed;
    this.denied = denied;
    this.resolver = resolver;
  }

  /** Returns a guard that refuses no address and takes a host as the resolver takes it. */
  public static AddressGuard off() {
    return OFF;
  }

  /**
   * Returns a guard that refuses every address that is not of the public internet: private,
   * loopback, link-local, shared, reserved, multicast, documentation, metadata services of clouds,
   * and addresses of IPv6 that hide one of IPv4 (NAT64, 6to4, Teredo), whichever it is.
   */
  public static AddressGuard publicOnly() {
    return PUBLIC_ONLY;
  }

  /**
   * Returns a guard that also lets these ranges through; an IPv4-mapped address counts as the one
   * inside. Of an allowed range of NAT64 only what leads to allowed addresses of IPv4 is let
   * through, unless the range is longer than 96 bits.
   *
   * @param cidrs ranges such as {@code 10.0.0.0/8}, or single addresses
   * @throws IllegalArgumentException if one is malformed; the message says what is wrong
   */
  public AddressGuard allowing(String... cidrs) {
    return new AddressGuard(open, with(allowed, cidrs), denied, resolver);
  }

  /**
   * Returns a guard that refuses these ranges too, even where allowed, and the addresses of IPv6
   * that lead to them.
   *
   * @throws IllegalArgumentException if one is malformed; the message says what is wrong
   */
  public AddressGuard denying(String... cidrs) {
    return new AddressGuard(open, allowed, with(denied, cidrs), resolver);
  }

  /** Returns a guard that decides alike and looks names up with this resolver. */
  public AddressGuard resolver(HostResolver other) {
    return new AddressGuard(open, allowed, denied, other);
  }

  private static List<Cidr> with(List<Cidr> ranges, String... cidrs) {
    List<Cidr> all = new ArrayList<>(ranges);
    for (String cidr : cidrs) {
      all.add(Cidr.parse(cidr));
    }
    return all.stream().distinct().toList();
  }

  /** Tells whether this address may be reached. */
  public boolean allows(InetAddress address) {
    return whyNot(address) == null;
  }

  /**
   * Returns the addresses of a host, given by name or as a literal, all of which may be reached.
   * Looks a name up once, a literal never.
   *
   * @param host a name, an address of IPv4, or one of IPv6 with brackets or without
   * @throws BlockedAddressException if any of them must not be reached, or the host is malformed;
   *     the message tells no address that was looked up, the log does at level DEBUG
   * @throws UnknownHostException if there is no such host
   */
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    if (open && denied.isEmpty()) {
      return resolver.resolve(host);
    }
    HostText text = HostText.of(host);
    if (text.fault() != null) {
      throw new BlockedAddressException("host " + shown(host) + " is refused: " + text.fault());
    }
    Bits literal = text.literal();
    return literal == null ? lookUp(host, text) : List.of(vetted(host, literal));
  }

  private InetAddress vetted(String host, Bits literal) throws BlockedAddressException {
    String reason = whyNot(literal);
    if (reason != null) {
      throw new BlockedAddressException(
          "host " + shown(host) + " must not be reached: it is in " + reason);
    }
    return literal.address();
  }

  private List<InetAddress> lookUp(String host, HostText name) throws UnknownHostException {
    if (name.isLocalhost() && whyNot(LOOPBACK) != null && whyNot(LOOPBACK_6) != null) {
      throw unreachable(host);
    }
    List<InetAddress> addresses = List.copyOf(resolver.resolve(name.text()));
    if (addresses.isEmpty()) {
      throw new UnknownHostException(shown(host) + " has no address");
    }
    for (InetAddress address : addresses) {
      String reason = whyNot(address);
      if (reason != null) {
        LOG.debug("Host {} is refused: {} is in {}", host, address.getHostAddress(), reason);
        throw unreachable(host);
      }
    }
    return addresses;
  }

  private static BlockedAddressException unreachable(String host) {
    return new BlockedAddressException(
        "host " + shown(host) + " must not be reached: it is not of the public internet");
  }

  private @Nullable String whyNot(InetAddress address) {
    Bits bits = Bits.of(address);
    String reason = whyNot(bits);
    if (reason == null && !open && isScoped(address) && !isAllowed(bits)) {
      return "a zone of this machine";
    }
    return reason;
  }

  private static boolean isScoped(InetAddress address) {
    return address instanceof Inet6Address v6
        && (v6.getScopeId() != 0 || v6.getScopedInterface() != null);
  }

  private @Nullable String whyNot(Bits address) {
    Cidr refused = denied(address);
    if (refused != null) {
      return refused + " (denied)";
    }
    return open || isAllowed(address) ? null : SpecialRanges.whereIs(address);
  }

  private @Nullable Cidr denied(Bits address) {
    Cidr range = Cidr.find(denied, address);
    for (Bits inside : Embedded.in(address)) {
      range = range == null ? Cidr.find(denied, inside) : range;
    }
    return range;
  }

  private boolean isAllowed(Bits address) {
    for (Cidr range : allowed) {
      if (range.contains(address) && (range.bits() > NAT64_LENGTH || leadsToAllowed(address))) {
        return true;
      }
    }
    return false;
  }

  private boolean leadsToAllowed(Bits address) {
    return !Embedded.isTranslated(address)
        || Embedded.in(address).stream().allMatch(inside -> whyNot(inside) == null);
  }

  private static String shown(String host) {
    String visible = host.replaceAll("[^\\x21-\\x7E]", "?");
    return visible.length() <= SHOWN
        ? "'" + visible + "'"
        : "'" + visible.substring(0, SHOWN) + "…'";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AddressGuard guard
        && open == guard.open
        && allowed.equals(guard.allowed)
        && denied.equals(guard.denied)
        && resolver.equals(guard.resolver);
  }

  @Override
  public int hashCode() {
    return Objects.hash(open, allowed, denied, resolver);
  }

  @Override
  public String toString() {
    return (open ? "all addresses" : "public addresses and " + allowed) + " but " + denied;
  }
}
