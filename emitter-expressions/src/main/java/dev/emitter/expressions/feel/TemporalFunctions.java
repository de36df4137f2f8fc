package dev.emitter.expressions.feel;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions over dates and times that do not convert: tables 77, 79 and 83. */
final class TemporalFunctions {

  private static final int STEPS_OF_CLOCK = 16;

  private TemporalFunctions() {}

  private interface OfDate {
    Object of(LocalDate date);
  }

  static void register(Builtins.Registry r) {
    r.add("is", "value1:any, value2:any", Kind.BOOLEAN, (run, a) -> is(run, a[0], a[1]));
    r.add("now", "", Kind.DATE_TIME, (run, a) -> ZonedDateTime.now(clock(run)));
    r.add("today", "", Kind.DATE, (run, a) -> LocalDate.now(clock(run)));
    addDate(r, "day of year", Kind.NUMBER, date -> (long) date.getDayOfYear());
    addDate(
        r,
        "day of week",
        Kind.STRING,
        date -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    addDate(
        r,
        "month of year",
        Kind.STRING,
        date -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    addDate(
        r, "week of year", Kind.NUMBER, date -> (long) date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  private static Clock clock(Run run) {
    run.charge(STEPS_OF_CLOCK);
    return run.clock();
  }

  private static void addDate(Builtins.Registry r, String name, Kind result, OfDate function) {
    r.add(
        name,
        "date:any",
        result,
        (run, a) -> {
          LocalDate date = date(a[0]);
          return date == null
              ? run.fail(
                  name
                      + ": \"date\" must be a date or a date and time but is "
                      + Kind.of(a[0]).shown)
              : function.of(date);
        });
  }

  /** Returns the date of a date or a date and time; null for anything else. */
  static @Nullable LocalDate date(@Nullable Object value) {
    Object single = Lists.single(value);
    if (single instanceof LocalDateTime local) {
      return local.toLocalDate();
    } else if (single instanceof ZonedDateTime zoned) {
      return zoned.toLocalDate();
    }
    return single instanceof LocalDate date ? date : null;
  }

  /** Returns whether two values are the same, zones and all. */
  private static boolean is(Run run, @Nullable Object a, @Nullable Object b) {
    if (Kind.of(a) != Kind.of(b)) {
      return false;
    }
    return switch (Kind.of(a)) {
      case TIME, DATE_TIME -> a != null && b != null && sameMoment(a, b);
      default -> ValueEquality.same(run, a, b);
    };
  }

  private static boolean sameMoment(Object a, Object b) {
    if (a instanceof LocalTime || a instanceof OffsetTime || a instanceof ZonedTime) {
      return Objects.equals(a, b);
    }
    if (a instanceof ZonedDateTime x && b instanceof ZonedDateTime y) {
      return x.toLocalDateTime().equals(y.toLocalDateTime()) && x.getZone().equals(y.getZone());
    }
    return Objects.equals(a, b);
  }
}
