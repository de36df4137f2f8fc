package dev.emitter.net;

import org.jspecify.annotations.Nullable;

/**
 * A range of addresses. Immutable.
 *
 * @param first its first address
 * @param bits how many leading bits its addresses share, of 128
 */
record Cidr(Bits first, int bits) {

  private static final int V4_OFFSET = 96;

  /**
   * Returns the range of a text such as {@code 10.0.0.0/8}, {@code fd00::/8} or one address.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Bits first = AddressText.parse(address);
    if (first == null) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no CIDR: write an address and a length, such as 10.0.0.0/8 or fd00::/8");
    }
    int width = address.indexOf(':') >= 0 ? 128 : 32;
    int length = slash < 0 ? width : length(text, text.substring(slash + 1), width);
    Cidr range = new Cidr(first.prefix(length + 128 - width), length + 128 - width);
    if (!range.first.equals(first)) {
      throw new IllegalArgumentException(
          "'" + text + "' has bits set beyond its length: write " + range + " or a longer length");
    }
    return range;
  }

  private static int length(String cidr, String text, int width) {
    int length = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    if (length < 0 || length > width) {
      throw new IllegalArgumentException(
          "'"
              + cidr
              + "' is no CIDR: its length '"
              + text
              + "' must be a number from 0 to "
              + width);
    }
    return length;
  }

  /** Tells whether it has this address; no range of IPv6 such as ::/0 has one of IPv4. */
  boolean contains(Bits address) {
    return (bits >= V4_OFFSET || !address.isV4()) && address.prefix(bits).equals(first);
  }

  /** Returns the first of the ranges that has this address, or null. */
  static @Nullable Cidr find(Iterable<Cidr> ranges, Bits address) {
    for (Cidr range : ranges) {
      if (range.contains(address)) {
        return range;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    boolean v4 = first.isV4() && bits >= V4_OFFSET;
    return first + "/" + (v4 ? bits - V4_OFFSET : bits);
  }
}
