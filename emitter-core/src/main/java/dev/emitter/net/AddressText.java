package dev.emitter.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses that are spelled in the one usual way; looks nothing up. */
final class AddressText {

  private static final Pattern V4 =
      Pattern.compile(
          "(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
  private static final Pattern V6 =
      Pattern.compile("[0-9A-Fa-f:]{2,39}|[0-9A-Fa-f:]{2,30}:" + V4.pattern());

  private AddressText() {}

  /** Returns the address, or null when it is none: no zone, no brackets, no short forms of IPv4. */
  static @Nullable Bits parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
  }

  private static @Nullable Bits parseV4(String text) {
    Matcher matcher = V4.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int address = 0;
    for (int i = 1; i <= 4; i++) {
      int part = Integer.parseInt(matcher.group(i));
      if (part > 255) {
        return null;
      }
      address = address << 8 | part;
    }
    return Bits.v4(address);
  }

  private static @Nullable Bits parseV6(String text) {
    if (!V6.matcher(text).matches()) {
      return null;
    }
    try {
      // In brackets it is an address or a fault; the JDK does not take it for a name.
      return Bits.of(InetAddress.getByName('[' + text + ']'));
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
