package dev.emitter.expressions.feel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times in the forms of FEEL: XML Schema with a time zone's name as a further way
 * to say the offset. Every method returns null for a text that is no such value.
 */
final class TemporalText {

  private static final int LONGEST = 128;

  private final String text;
  private int at;

  private TemporalText(String text) {
    this.text = text;
  }

  /** Reads what an {@code @} literal holds, which its form tells. */
  static @Nullable Object literal(String text) {
    if (text.startsWith("P") || text.startsWith("-P")) {
      return DurationText.parse(text);
    }
    if (text.length() > 2 && text.charAt(2) == ':') {
      return time(text);
    }
    return text.indexOf('T') < 0 ? date(text) : dateTime(text);
  }

  static @Nullable LocalDate date(String text) {
    return (LocalDate) guarded(text, t -> t.atEnd(t.date()));
  }

  static @Nullable Object time(String text) {
    return guarded(text, t -> t.atEnd(t.time()));
  }

  /** Reads a date and time, or a date, which means its midnight. */
  static @Nullable Object dateTime(String text) {
    return guarded(text, t -> t.atEnd(t.dateTime()));
  }

  private interface Reading {
    @Nullable Object from(TemporalText text);
  }

  private static @Nullable Object guarded(String text, Reading reading) {
    if (text.length() > LONGEST) {
      return null;
    }
    try {
      return reading.from(new TemporalText(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable Object atEnd(@Nullable Object value) {
    return at == text.length() ? value : null;
  }

  private @Nullable LocalDate date() {
    boolean negative = take('-');
    int start = at;
    int year = digits(4, 9);
    if (year < 0 || (at - start > 4 && text.charAt(start) == '0') || !take('-')) {
      return null;
    }
    int month = digits(2, 2);
    if (month < 0 || !take('-')) {
      return null;
    }
    int day = digits(2, 2);
    return day < 0 ? null : LocalDate.of(negative ? -year : year, month, day);
  }

  private @Nullable Object time() {
    LocalTime time = localTime();
    if (time == null || at == text.length()) {
      return time;
    }
    ZoneId zone = zone();
    if (zone == null) {
      return null;
    }
    return zone instanceof ZoneOffset offset
        ? OffsetTime.of(time, offset)
        : new ZonedTime(time, zone);
  }

  private @Nullable Object dateTime() {
    LocalDate date = date();
    if (date == null || at == text.length()) {
      return date == null ? null : date.atStartOfDay();
    }
    if (!take('T')) {
      return null;
    }
    boolean midnight = text.startsWith("24", at);
    LocalTime time = localTime();
    if (time == null) {
      return null;
    }
    LocalDateTime local = date.plusDays(midnight ? 1 : 0).atTime(time);
    if (at == text.length()) {
      return local;
    }
    ZoneId zone = zone();
    return zone == null ? null : ZonedDateTime.of(local, zone);
  }

  /** Reads hours, minutes and seconds; 24:00:00 is the midnight at the end of a day. */
  private @Nullable LocalTime localTime() {
    int hour = digits(2, 2);
    if (hour < 0 || !take(':')) {
      return null;
    }
    int minute = digits(2, 2);
    if (minute < 0 || !take(':')) {
      return null;
    }
    int second = digits(2, 2);
    int nano = second < 0 ? -1 : fraction();
    if (nano < 0) {
      return null;
    }
    if (hour == 24) {
      return minute == 0 && second == 0 && nano == 0 ? LocalTime.MIDNIGHT : null;
    }
    return LocalTime.of(hour, minute, second, nano);
  }

  private int fraction() {
    if (!take('.')) {
      return 0;
    }
    int nano = 0;
    int count = 0;
    for (; at < text.length() && isDigit(text.charAt(at)); at++, count++) {
      if (count < 9) {
        nano = nano * 10 + text.charAt(at) - '0';
      }
    }
    for (int i = count; i < 9; i++) {
      nano *= 10;
    }
    return count == 0 ? -1 : nano;
  }

  private @Nullable ZoneId zone() {
    if (take('Z') || take('z')) {
      return ZoneOffset.UTC;
    }
    if (take('@')) {
      String id = text.substring(at);
      at = text.length();
      return id.isEmpty() ? null : named(id);
    }
    boolean negative = text.charAt(at) == '-';
    return take('+') || take('-') ? offset(negative) : null;
  }

  private static @Nullable ZoneId named(String id) {
    ZoneId zone = ZoneId.of(id);
    return zone instanceof ZoneOffset ? null : zone;
  }

  private @Nullable ZoneOffset offset(boolean negative) {
    int hours = digits(2, 2);
    if (hours < 0 || !take(':')) {
      return null;
    }
    int minutes = digits(2, 2);
    int seconds = take(':') ? digits(2, 2) : 0;
    if (minutes < 0 || seconds < 0) {
      return null;
    }
    int sign = negative ? -1 : 1;
    return ZoneOffset.ofHoursMinutesSeconds(sign * hours, sign * minutes, sign * seconds);
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private int digits(int least, int most) {
    int start = at;
    int value = 0;
    while (at < text.length() && at - start < most && isDigit(text.charAt(at))) {
      value = value * 10 + text.charAt(at++) - '0';
    }
    return at - start < least ? -1 : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
