package dev.emitter.expressions.feel;

import dev.emitter.expressions.ExactNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of FEEL: decimals of 34 digits, as a {@code Long} where one fits without a fraction and
 * as a {@code BigDecimal} otherwise. Every number stays within the exponents of an IEEE decimal128,
 * so that no operation on it is expensive.
 */
final class Numbers {

  static final MathContext CONTEXT = MathContext.DECIMAL128;
  static final int SMALLEST_SCALE = -6111;
  static final int LARGEST_SCALE = 6176;

  private static final int LARGEST_EXPONENT = 6144;
  private static final int LARGEST_BITS = 4096;

  /** What {@link #text} makes of the longest number has fewer characters. */
  private static final int LONGEST_TEXT = 6_300;

  /** Numbers beyond this scale are beyond all exponents, and rounding could overflow it. */
  private static final int LARGEST_ROUNDED_SCALE = 100_000;

  private static final int DIGITS_OF_LONG = 18;

  /** A number of more digits than these ends with zeros, as it has 34 digits at most. */
  private static final int LARGEST_ODD_DIGITS = 34;

  /** What a number costs that fits a long, but for its point, and one that does not. */
  private static final int SHORT_DECIMAL = 2;

  private static final int LONG_DECIMAL = 12;

  private Numbers() {}

  static Object literal(Source source, Token token) {
    Object value = parse(token.text());
    if (value == null) {
      throw source.refuse(token, "a number between -1E6145 and 1E6145", "");
    }
    return value;
  }

  /**
   * Parses a number in the form of a literal, with a sign or without; returns null for anything
   * else.
   */
  static @Nullable Object parse(String text) {
    if (text.isEmpty()
        || text.length() > LONGEST_TEXT
        || !text.chars().allMatch(Numbers::inLiteral)) {
      return null;
    }
    try {
      return bounded(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean inLiteral(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  /**
   * Returns a number of the data as a number of FEEL; null if it is not finite or far too large.
   */
  static @Nullable Object of(Number number) {
    if (number instanceof Long) {
      return number;
    } else if (number instanceof Integer || number instanceof Short || number instanceof Byte) {
      return number.longValue();
    } else if (number instanceof ExactNumber exact) {
      return bounded(exact.rounded());
    } else if (number instanceof BigDecimal decimal) {
      return isLarge(decimal) ? null : bounded(decimal);
    } else if (number instanceof BigInteger integer) {
      return integer.bitLength() > LARGEST_BITS ? null : bounded(new BigDecimal(integer));
    } else if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? bounded(new BigDecimal(number.toString())) : null;
    }
    return null;
  }

  /** Counting digits is cheaper than looking at them, and enough for usual numbers. */
  private static boolean isLarge(BigDecimal decimal) {
    return decimal.precision() > CONTEXT.getPrecision()
        && decimal.unscaledValue().bitLength() > LARGEST_BITS;
  }

  /** Rounds to 34 digits; returns null on overflow and zero on underflow. */
  static @Nullable Object bounded(BigDecimal value) {
    BigDecimal rounded = isRounded(value) ? value : value.round(CONTEXT);
    if (rounded.signum() == 0) {
      return rounded.scale() == 0 || Math.abs((long) rounded.scale()) > LARGEST_SCALE
          ? (Object) 0L
          : rounded;
    }
    long exponent = (long) rounded.precision() - rounded.scale() - 1;
    if (exponent > LARGEST_EXPONENT) {
      return null;
    }
    return exponent < -LARGEST_SCALE ? (Object) 0L : compact(rounded);
  }

  private static boolean isRounded(BigDecimal value) {
    return value.precision() <= CONTEXT.getPrecision()
        || Math.abs((long) value.scale()) > LARGEST_ROUNDED_SCALE;
  }

  private static Object compact(BigDecimal value) {
    return value.scale() <= 0 && value.precision() - value.scale() < 19
        ? (Object) value.longValue()
        : value;
  }

  static BigDecimal decimal(Object number) {
    return number instanceof Long value ? BigDecimal.valueOf(value) : (BigDecimal) number;
  }

  static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    return decimal(a).compareTo(decimal(b));
  }

  static @Nullable Object add(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long sum = x + y;
      if (((x ^ sum) & (y ^ sum)) >= 0) {
        return sum;
      }
    }
    return bounded(decimal(a).add(decimal(b), CONTEXT));
  }

  static @Nullable Object subtract(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long difference = x - y;
      if (((x ^ y) & (x ^ difference)) >= 0) {
        return difference;
      }
    }
    return bounded(decimal(a).subtract(decimal(b), CONTEXT));
  }

  static @Nullable Object multiply(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      long high = Math.multiplyHigh(x, y);
      long low = x * y;
      if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
        return low;
      }
    }
    return bounded(decimal(a).multiply(decimal(b), CONTEXT));
  }

  /** Divides; returns null if the divisor is zero. */
  static @Nullable Object divide(Object a, Object b) {
    BigDecimal divisor = decimal(b);
    return divisor.signum() == 0 ? null : bounded(decimal(a).divide(divisor, CONTEXT));
  }

  static @Nullable Object negate(Object number) {
    if (number instanceof Long value && value != Long.MIN_VALUE) {
      return -value;
    }
    return bounded(decimal(number).negate());
  }

  static int signum(Object number) {
    return number instanceof Long value ? Long.signum(value) : ((BigDecimal) number).signum();
  }

  static boolean isInteger(Object number) {
    return number instanceof Long || decimal(number).stripTrailingZeros().scale() <= 0;
  }

  /**
   * Returns what reading a number, or calculating with it, costs beyond a step: the more digits,
   * the more.
   */
  static int weight(Object number) {
    if (number instanceof Long) {
      return 0;
    }
    return ((BigDecimal) number).precision() > DIGITS_OF_LONG ? LONG_DECIMAL : SHORT_DECIMAL;
  }

  /** Returns how many digits a number has before its point; none or less for a fraction. */
  private static long wholeDigits(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  /** Returns a number without its fraction, within the range of an {@code int}. */
  static int truncate(Object number) {
    if (number instanceof Long value) {
      return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
    BigDecimal decimal = decimal(number);
    if (wholeDigits(decimal) > DIGITS_OF_LONG) { // writing out its zeros would be costly
      return decimal.signum() * Integer.MAX_VALUE;
    } else if (wholeDigits(decimal) <= 0) {
      return 0;
    }
    BigDecimal whole = decimal.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      return Integer.MAX_VALUE;
    }
    return whole.compareTo(BigDecimal.valueOf(-Integer.MAX_VALUE)) < 0
        ? -Integer.MAX_VALUE
        : whole.intValue();
  }

  static @Nullable Object round(Object number, int scale, RoundingMode mode) {
    if (number instanceof Long && scale >= 0) {
      return number;
    }
    BigDecimal value = decimal(number);
    if (scale >= value.scale()) {
      return number;
    }
    // Far below a unit of the last place all digits count as some: dividing them is costly.
    boolean negligible = wholeDigits(value) + scale < -1;
    BigDecimal rounded =
        negligible
            ? BigDecimal.valueOf(value.signum(), scale + 2).setScale(scale, mode)
            : value.setScale(scale, mode);
    return bounded(rounded);
  }

  /** Returns whether a whole number is odd. */
  static boolean isOdd(BigDecimal whole) {
    return wholeDigits(whole) <= LARGEST_ODD_DIGITS && whole.toBigInteger().testBit(0);
  }

  static String text(Object number) {
    return number instanceof Long ? number.toString() : ((BigDecimal) number).toPlainString();
  }
}
