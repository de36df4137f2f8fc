package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** Reads durations in the form of XML Schema: years and months, or days and time, but not both. */
final class DurationText {

  private static final int LONGEST = 64;

  private final String text;
  private int at;

  private DurationText(String text) {
    this.text = text;
  }

  /** Returns a {@code Period} of months, a {@code Duration}, or null if the text is neither. */
  static @Nullable Object parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      return new DurationText(text).duration();
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private @Nullable Object duration() {
    boolean negative = take('-');
    if (!take('P') || at == text.length()) {
      return null;
    }
    BigDecimal years = part('Y');
    BigDecimal months = part('M');
    if (years != null || months != null) {
      return at == text.length() ? months(negative, orZero(years), orZero(months)) : null;
    }
    return days(negative);
  }

  private static @Nullable Period months(boolean negative, BigDecimal years, BigDecimal months) {
    long total = years.longValueExact() * 12 + months.longValueExact();
    return Durations.ofMonths(negative ? -total : total);
  }

  private @Nullable Duration days(boolean negative) {
    BigDecimal days = part('D');
    if (at == text.length()) {
      return days == null ? null : seconds(negative, days.multiply(BigDecimal.valueOf(86_400)));
    }
    if (!take('T') || at == text.length()) {
      return null;
    }
    BigDecimal hours = orZero(part('H'));
    BigDecimal minutes = orZero(part('M'));
    BigDecimal seconds = orZero(seconds());
    if (at < text.length()) {
      return null;
    }
    BigDecimal total =
        orZero(days)
            .multiply(BigDecimal.valueOf(86_400))
            .add(hours.multiply(BigDecimal.valueOf(3_600)))
            .add(minutes.multiply(BigDecimal.valueOf(60)))
            .add(seconds);
    return seconds(negative, total);
  }

  private static @Nullable Duration seconds(boolean negative, BigDecimal seconds) {
    return Durations.ofSeconds(negative ? seconds.negate() : seconds);
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  /**
   * Reads a number and the letter after it; stays where it is and returns null if that is not
   * there.
   */
  private @Nullable BigDecimal part(char unit) {
    int end = digitsEnd(at);
    if (end == at || end == text.length() || text.charAt(end) != unit) {
      return null;
    }
    BigDecimal value = new BigDecimal(text.substring(at, end));
    at = end + 1;
    return value;
  }

  private @Nullable BigDecimal seconds() {
    int whole = digitsEnd(at);
    int end = whole < text.length() && text.charAt(whole) == '.' ? digitsEnd(whole + 1) : whole;
    if (whole == at || end == text.length() || text.charAt(end) != 'S') {
      return null;
    }
    BigDecimal value = new BigDecimal(text.substring(at, end));
    at = end + 1;
    return value;
  }

  private int digitsEnd(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
