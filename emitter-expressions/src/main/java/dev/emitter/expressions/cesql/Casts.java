package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** Casts between types: section 3.7. Null stands for a string that the cast does not take. */
final class Casts {

  private Casts() {}

  static @Nullable Integer integer(Object value) {
    if (value instanceof Integer integer) {
      return integer;
    } else if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    return parse(value.toString());
  }

  static @Nullable Boolean bool(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    } else if (value instanceof Integer integer) {
      return integer != 0;
    } else if ("true".equalsIgnoreCase(value.toString())) {
      return true;
    }
    return "false".equalsIgnoreCase(value.toString()) ? Boolean.FALSE : null;
  }

  /** Reads a decimal integer with an optional sign; digits of other scripts do not count. */
  static @Nullable Integer parse(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (start == text.length()) {
      return null;
    }
    long value = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      value = Math.min(value * 10 + digit, 1L << 32);
    }
    long signed = text.startsWith("-") ? -value : value;
    return signed == (int) signed ? Integer.valueOf((int) signed) : null;
  }
}
