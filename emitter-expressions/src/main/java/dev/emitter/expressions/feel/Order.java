package dev.emitter.expressions.feel;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The order of values: numbers, strings, dates, times, dates and times, durations, each among its
 * like only.
 */
final class Order {

  /** What a comparison of values without an order returns; no comparison of others returns it. */
  static final int NONE = Integer.MIN_VALUE;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Order() {}

  /** Returns whether values of a kind have an order among themselves. */
  static boolean isOf(Kind kind) {
    return kind.isScalar() && kind != Kind.BOOLEAN;
  }

  /** Returns a negative number, zero, a positive number, or {@link #NONE}. */
  static int compare(@Nullable Object a, @Nullable Object b) {
    Kind kind = Kind.of(a);
    if (a == null || b == null || kind != Kind.of(b)) {
      return NONE;
    }
    return switch (kind) {
      case NUMBER -> Numbers.compare(a, b);
      case STRING -> strings((String) a, (String) b);
      case DATE -> sign(((LocalDate) a).compareTo((LocalDate) b));
      case TIME -> times(a, b);
      case DATE_TIME -> dateTimes(a, b);
      case DAYS -> sign(((Duration) a).compareTo((Duration) b));
      case MONTHS -> Long.compare(((Period) a).toTotalMonths(), ((Period) b).toTotalMonths());
      default -> NONE;
    };
  }

  /**
   * Compares by code points, which is how strings are counted too: characters beyond U+FFFF come
   * after all others, although their surrogates do not.
   */
  private static int strings(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        int at = i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) ? i - 1 : i;
        int order = Integer.compare(a.codePointAt(at), b.codePointAt(at));
        return order != 0 ? order : Integer.compare(a.codePointAt(i), b.codePointAt(i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int sign(int comparison) {
    return Integer.signum(comparison);
  }

  /** A date and time without a zone is taken to be in the zone of the other: table 54. */
  private static int dateTimes(Object a, Object b) {
    if (a instanceof LocalDateTime x) {
      return b instanceof ZonedDateTime y
          ? zoned(x.atZone(y.getZone()), y)
          : sign(x.compareTo((LocalDateTime) b));
    }
    ZonedDateTime x = (ZonedDateTime) a;
    return zoned(x, b instanceof ZonedDateTime y ? y : ((LocalDateTime) b).atZone(x.getZone()));
  }

  private static int zoned(ZonedDateTime a, ZonedDateTime b) {
    int seconds = Long.compare(a.toEpochSecond(), b.toEpochSecond());
    return seconds != 0 ? seconds : Integer.compare(a.getNano(), b.getNano());
  }

  private static int times(Object a, Object b) {
    if (a instanceof LocalTime || b instanceof LocalTime) {
      return Long.compare(localNanos(a), localNanos(b));
    }
    return Long.compare(nanos(a), nanos(b));
  }

  private static long localNanos(Object time) {
    if (time instanceof OffsetTime offset) {
      return offset.toLocalTime().toNanoOfDay();
    }
    return time instanceof ZonedTime zoned
        ? zoned.time().toNanoOfDay()
        : ((LocalTime) time).toNanoOfDay();
  }

  /** Returns whether only one of two times, or dates and times, has a zone or an offset. */
  static boolean onlyOneIsLocal(@Nullable Object a, @Nullable Object b) {
    return isLocal(a) != isLocal(b);
  }

  private static boolean isLocal(@Nullable Object moment) {
    return moment instanceof LocalDateTime || moment instanceof LocalTime;
  }

  /** Returns the nanoseconds of a time with an offset since midnight in Greenwich. */
  static long nanos(Object time) {
    if (time instanceof OffsetTime offset) {
      return offset.toLocalTime().toNanoOfDay()
          - offset.getOffset().getTotalSeconds() * NANOS_PER_SECOND;
    } else if (time instanceof ZonedTime zoned) {
      return zoned.time().toNanoOfDay() - zoned.offset().getTotalSeconds() * NANOS_PER_SECOND;
    }
    return ((LocalTime) time).toNanoOfDay();
  }
}
