package dev.emitter.expressions.feel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Writes dates, times and durations in the form in which {@link TemporalText} reads them. */
final class TemporalFormat {

  private TemporalFormat() {}

  static String text(Object value) {
    if (value instanceof LocalDate date) {
      return date(date);
    } else if (value instanceof LocalDateTime dateTime) {
      return date(dateTime.toLocalDate()) + 'T' + time(dateTime.toLocalTime());
    } else if (value instanceof ZonedDateTime dateTime) {
      return text(dateTime.toLocalDateTime()) + zone(dateTime.getZone());
    } else if (value instanceof LocalTime time) {
      return time(time);
    } else if (value instanceof OffsetTime time) {
      return time(time.toLocalTime()) + zone(time.getOffset());
    } else if (value instanceof ZonedTime time) {
      return time(time.time()) + zone(time.zone());
    } else if (value instanceof Duration duration) {
      return days(duration);
    } else if (value instanceof Period period) {
      return months(period.toTotalMonths());
    }
    return value.toString();
  }

  private static String date(LocalDate date) {
    String year = Integer.toString(Math.abs(date.getYear()));
    return (date.getYear() < 0 ? "-" : "")
        + "0".repeat(Math.max(0, 4 - year.length()))
        + year
        + '-'
        + two(date.getMonthValue())
        + '-'
        + two(date.getDayOfMonth());
  }

  private static String time(LocalTime time) {
    return two(time.getHour())
        + ':'
        + two(time.getMinute())
        + ':'
        + two(time.getSecond())
        + fraction(time.getNano());
  }

  private static String fraction(int nano) {
    if (nano == 0) {
      return "";
    }
    String digits = Integer.toString(1_000_000_000 + nano).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return '.' + digits.substring(0, end);
  }

  private static String zone(ZoneId zone) {
    return zone instanceof ZoneOffset ? zone.getId() : '@' + zone.getId();
  }

  private static String days(Duration duration) {
    if (duration.isZero()) {
      return "PT0S";
    }
    Duration size = duration.abs();
    String time =
        part(size.toHoursPart(), "H")
            + part(size.toMinutesPart(), "M")
            + seconds(size.toSecondsPart(), size.toNanosPart());
    return (duration.isNegative() ? "-P" : "P")
        + part(size.toDaysPart(), "D")
        + (time.isEmpty() ? "" : 'T' + time);
  }

  private static String seconds(int seconds, int nano) {
    return seconds == 0 && nano == 0 ? "" : seconds + fraction(nano) + 'S';
  }

  private static String months(long months) {
    if (months == 0) {
      return "P0M";
    }
    long size = Math.abs(months);
    return (months < 0 ? "-P" : "P") + part(size / 12, "Y") + part(size % 12, "M");
  }

  private static String part(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
