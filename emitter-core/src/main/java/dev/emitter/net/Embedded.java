package dev.emitter.net;

import java.util.List;

/** Finds the addresses of IPv4 that one of IPv6 leads to through a gateway or tunnel. */
final class Embedded {

  private static final Cidr COMPATIBLE = Cidr.parse("::/96");
  private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr NAT64_LOCAL = Cidr.parse("64:ff9b:1::/48");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");

  private Embedded() {}

  /** Returns those addresses, usually none. */
  static List<Bits> in(Bits address) {
    int tail = (int) address.low();
    if (isTranslated(address) || COMPATIBLE.contains(address)) {
      return List.of(Bits.v4(tail));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return List.of(Bits.v4((int) (address.high() >>> 16)));
    }
    if (TEREDO.contains(address)) { // the server, and the client with its bits inverted
      return List.of(Bits.v4((int) address.high()), Bits.v4(~tail));
    }
    return List.of();
  }

  /** Tells whether a translator of addresses stands behind it. */
  static boolean isTranslated(Bits address) {
    return NAT64.contains(address) || NAT64_LOCAL.contains(address) || TRANSLATED.contains(address);
  }
}
