package dev.emitter.expressions.feel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Dates and times, moved by durations and compared with each other. */
final class Moments {

  private Moments() {}

  /** Returns a moment moved by a duration forwards, or backwards; null if that makes no sense. */
  static @Nullable Object plus(Object moment, Object duration, int sign) {
    if (duration instanceof Duration days) {
      return plusDays(moment, sign < 0 ? days.negated() : days);
    }
    return duration instanceof Period period
        ? plusMonths(moment, sign * period.toTotalMonths())
        : null;
  }

  private static @Nullable Object plusMonths(Object moment, long months) {
    if (moment instanceof LocalDate date) {
      return date.plusMonths(months);
    } else if (moment instanceof LocalDateTime dateTime) {
      return dateTime.plusMonths(months);
    }
    return moment instanceof ZonedDateTime dateTime ? dateTime.plusMonths(months) : null;
  }

  private static @Nullable Object plusDays(Object moment, Duration duration) {
    if (moment instanceof LocalDate date) {
      return date.atStartOfDay().plus(duration).toLocalDate();
    } else if (moment instanceof LocalDateTime dateTime) {
      return dateTime.plus(duration);
    } else if (moment instanceof ZonedDateTime dateTime) {
      return dateTime.plus(duration);
    } else if (moment instanceof LocalTime time) {
      return time.plus(duration);
    } else if (moment instanceof OffsetTime time) {
      return time.plus(duration);
    }
    return moment instanceof ZonedTime time
        ? new ZonedTime(time.time().plus(duration), time.zone())
        : null;
  }

  /**
   * Returns the time from one moment to another; null if only one of them has an offset or they are
   * unlike.
   */
  static @Nullable Duration between(Object from, Object to) {
    Kind kind = Kind.of(to);
    if (kind == Kind.TIME) {
      return Kind.of(from) == Kind.TIME ? betweenTimes(from, to) : null;
    }
    if (from instanceof LocalDateTime x && to instanceof LocalDateTime y) {
      return Duration.between(x, y);
    }
    ZonedDateTime start = zoned(from);
    ZonedDateTime end = zoned(to);
    return start == null || end == null ? null : Duration.between(start, end);
  }

  private static @Nullable Duration betweenTimes(Object from, Object to) {
    boolean local = from instanceof LocalTime;
    if (local != to instanceof LocalTime) {
      return null;
    }
    return Duration.ofNanos(Order.nanos(to) - Order.nanos(from));
  }

  /** A date without a time is its midnight in Greenwich: section 10.3.2.3.6. */
  private static @Nullable ZonedDateTime zoned(Object moment) {
    if (moment instanceof LocalDate date) {
      return date.atStartOfDay(ZoneOffset.UTC);
    }
    return moment instanceof ZonedDateTime dateTime ? dateTime : null;
  }
}
