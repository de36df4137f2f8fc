package dev.emitter.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that are not of the public internet: those of the special-purpose registries of
 * IANA for IPv4 and IPv6 (RFC 6890), multicast, what carries an address of IPv4 inside, and the
 * metadata services of clouds. Of IPv6 only 2000::/3 is given out, so all else is refused.
 */
final class SpecialRanges {

  private static final String[][] TABLE = {
    {"0.0.0.0/8", "this network"},
    {"10.0.0.0/8", "private"},
    {"100.100.100.200/32", "cloud metadata"},
    {"100.64.0.0/10", "shared by carriers"},
    {"127.0.0.0/8", "loopback"},
    {"168.63.129.16/32", "cloud metadata"},
    {"169.254.169.254/32", "cloud metadata"},
    {"169.254.0.0/16", "link-local"},
    {"172.16.0.0/12", "private"},
    {"192.0.0.192/32", "cloud metadata"},
    {"192.0.0.0/24", "protocol assignments"},
    {"192.0.2.0/24", "documentation"},
    {"192.88.99.0/24", "6to4 relays"},
    {"192.168.0.0/16", "private"},
    {"198.18.0.0/15", "benchmarking"},
    {"198.51.100.0/24", "documentation"},
    {"203.0.113.0/24", "documentation"},
    {"224.0.0.0/4", "multicast"},
    {"255.255.255.255/32", "broadcast"},
    {"240.0.0.0/4", "reserved"},
    {"::/128", "unspecified"},
    {"::1/128", "loopback"},
    {"::/96", "IPv4-compatible"},
    {"::ffff:0:0:0/96", "IPv4-translated"},
    {"64:ff9b::/96", "NAT64"},
    {"64:ff9b:1::/48", "NAT64"},
    {"100::/64", "discarded"},
    {"100:0:0:1::/64", "dummy"},
    {"2001::/32", "Teredo"},
    {"2001:2::/48", "benchmarking"},
    {"2001:10::/28", "ORCHID"},
    {"2001:20::/28", "ORCHID"},
    {"2001:30::/28", "drone identifiers"},
    {"2001::/23", "protocol assignments"},
    {"2001:db8::/32", "documentation"},
    {"2002::/16", "6to4"},
    {"3ffe::/16", "6bone"},
    {"3fff::/20", "documentation"},
    {"5f00::/16", "segment routing"},
    {"fd00:ec2::254/128", "cloud metadata"},
    {"fd20:ce::254/128", "cloud metadata"},
    {"fc00::/7", "unique local"},
    {"fe80::/10", "link-local"},
    {"fec0::/10", "site-local"},
    {"ff00::/8", "multicast"},
  };

  private static final List<Range> RANGES = ranges();
  private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
  private static final int ISATAP = 0x5EFE;
  private static final int ISATAP_BITS = ~0x0200_0000; // the bit that tells a global identifier

  private record Range(Cidr cidr, String name) {}

  private SpecialRanges() {}

  private static List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (String[] row : TABLE) {
      ranges.add(new Range(Cidr.parse(row[0]), row[1]));
    }
    return List.copyOf(ranges);
  }

  /** Returns where an address lies that is not public, such as "10.0.0.0/8 (private)", or null. */
  static @Nullable String whereIs(Bits address) {
    for (Range range : RANGES) {
      if (range.cidr().contains(address)) {
        return range.cidr() + " (" + range.name() + ")";
      }
    }
    if (address.isV4()) {
      return null;
    }
    if (!GLOBAL_UNICAST.contains(address)) {
      return "no range that is given out";
    }
    int identifier = (int) (address.low() >>> 32);
    return (identifier & ISATAP_BITS) == ISATAP ? "an ISATAP tunnel" : null;
  }
}
