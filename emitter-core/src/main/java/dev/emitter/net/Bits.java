package dev.emitter.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * An address as 128 bits; one of IPv4 takes its IPv4-mapped form, so that both spellings of it are
 * one. Immutable.
 */
record Bits(long high, long low) {

  private static final long MAPPED = 0xFFFFL << 32;

  static Bits of(InetAddress address) {
    return of(address.getAddress());
  }

  /** Returns the bits of 4 or 16 bytes. */
  static Bits of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return bytes.length == 4 ? v4(buffer.getInt()) : new Bits(buffer.getLong(), buffer.getLong());
  }

  static Bits v4(int address) {
    return new Bits(0, MAPPED | Integer.toUnsignedLong(address));
  }

  boolean isV4() {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** Returns the first bits, the others zero. */
  Bits prefix(int count) {
    return new Bits(high & mask(count), low & mask(count - 64));
  }

  private static long mask(int count) {
    if (count <= 0) {
      return 0;
    }
    return count >= 64 ? -1L : -1L << (64 - count);
  }

  /** Returns the address, of IPv4 where it is one; never looks anything up. */
  InetAddress address() {
    byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("16 bytes are an address", e);
    }
  }

  /** Returns the usual spelling of an address of IPv4, else eight numbers in hexadecimal. */
  @Override
  public String toString() {
    return address().getHostAddress().toLowerCase(Locale.ROOT);
  }
}
