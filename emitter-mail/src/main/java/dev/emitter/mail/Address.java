package dev.emitter.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses: a single one in ASCII without a name, such as {@code ann@example.com}. */
final class Address {

  private static final int MAX_LENGTH = 254;
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@" + LABEL + "(?:\\." + LABEL + ")*");

  private Address() {}

  /** Returns whether the text is an address with a domain of two names or more. */
  static boolean isLikely(String text) {
    return text.indexOf('.', text.indexOf('@') + 1) > 0 && read(text) != null;
  }

  /** Returns the address, or null if the text is none. */
  static @Nullable InternetAddress read(String text) {
    if (text.length() > MAX_LENGTH || !PLAIN.matcher(text).matches()) {
      return null;
    }
    try {
      return new InternetAddress(text, true);
    } catch (AddressException e) {
      return null;
    }
  }
}
