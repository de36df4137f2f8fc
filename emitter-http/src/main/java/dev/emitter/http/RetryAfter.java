package dev.emitter.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The header Retry-After: seconds, or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {

  public static final String NAME = "Retry-After";

  private static final int DIGITS = 12;

  private RetryAfter() {}

  /**
   * Returns the wait that a receiver asks for.
   *
   * @param value the value of the header, or null
   * @param most the longest wait to grant
   * @return null if it asks for none, or in a way that nobody understands
   */
  public static @Nullable Duration of(@Nullable String value, Instant now, Duration most) {
    if (value == null) {
      return null;
    }
    Duration asked = asked(value.strip(), now);
    if (asked == null || asked.isNegative()) {
      return null;
    }
    return asked.compareTo(most) > 0 ? most : asked;
  }

  private static @Nullable Duration asked(String value, Instant now) {
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      boolean absurd = value.length() > DIGITS;
      return absurd ? Duration.ofDays(365) : Duration.ofSeconds(Long.parseLong(value));
    }
    Instant date = HttpDate.parse(value, now);
    if (date != null) {
      return Duration.between(now, date);
    }
    try { // not of HTTP, but some write it: one digit for the day, no name of it, another zone
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
      return Duration.between(now, ZonedDateTime.parse(value, format).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
