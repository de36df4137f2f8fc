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
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dot selects: members of contexts, of every item of a list, and the properties of tables 64
 * and 65.
 */
final class Properties {

  private static final int STEPS_OF_LOOKUP = 3;

  private Properties() {}

  static @Nullable Object get(Run run, int position, @Nullable Object value, String name) {
    return switch (Kind.of(value)) {
      case CONTEXT -> value == null ? null : Contexts.get(value, name);
      case LIST -> value == null ? null : ofItems(run, position, Lists.of(value), name);
      case NULL -> null;
      default -> value == null ? null : ofScalar(run, position, value, name);
    };
  }

  private static List<@Nullable Object> ofItems(
      Run run, int position, List<@Nullable Object> items, String name) {
    run.chargeList(items.size());
    run.charge(STEPS_OF_LOOKUP * items.size());
    run.enter(4);
    List<@Nullable Object> members = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      members.add(get(run, position, Lists.item(items, i), name));
    }
    run.leave(4);
    return members;
  }

  private static @Nullable Object ofScalar(Run run, int position, Object value, String name) {
    Object property =
        switch (Kind.of(value)) {
          case DATE -> ofDate((LocalDate) value, name);
          case TIME -> ofTime(value, name);
          case DATE_TIME -> ofDateTime(value, name);
          case DAYS -> ofDays((Duration) value, name);
          case MONTHS -> ofMonths((Period) value, name);
          case RANGE -> ofRange(value, name);
          default -> run.fail(position, Kind.of(value).shown + " has no member \"" + name + "\"");
        };
    return property instanceof Integer number ? (Object) number.longValue() : property;
  }

  private static @Nullable Object ofDate(LocalDate date, String name) {
    return switch (name) {
      case "year" -> date.getYear();
      case "month" -> date.getMonthValue();
      case "day" -> date.getDayOfMonth();
      case "weekday" -> date.getDayOfWeek().getValue();
      default -> null;
    };
  }

  private static @Nullable Object ofDateTime(Object value, String name) {
    if (value instanceof LocalDateTime local) {
      Object date = ofDate(local.toLocalDate(), name);
      return date != null ? date : ofClock(local, name);
    }
    ZonedDateTime zoned = (ZonedDateTime) value;
    return switch (name) {
      case "time offset" -> Duration.ofSeconds(zoned.getOffset().getTotalSeconds());
      case "timezone" -> zoneName(zoned.getZone());
      default -> ofDateTime(zoned.toLocalDateTime(), name);
    };
  }

  private static @Nullable Object ofTime(Object value, String name) {
    if (value instanceof LocalTime local) {
      return ofClock(local, name);
    }
    if (value instanceof OffsetTime time) {
      return name.equals("time offset")
          ? Duration.ofSeconds(time.getOffset().getTotalSeconds())
          : ofClock(time, name);
    }
    ZonedTime time = (ZonedTime) value;
    return switch (name) {
      case "time offset" -> Duration.ofSeconds(time.offset().getTotalSeconds());
      case "timezone" -> zoneName(time.zone());
      default -> ofClock(time.time(), name);
    };
  }

  private static @Nullable Object zoneName(ZoneId zone) {
    return zone instanceof ZoneOffset ? null : zone.getId();
  }

  private static @Nullable Object ofClock(TemporalAccessor time, String name) {
    return switch (name) {
      case "hour" -> time.get(ChronoField.HOUR_OF_DAY);
      case "minute" -> time.get(ChronoField.MINUTE_OF_HOUR);
      case "second" -> time.get(ChronoField.SECOND_OF_MINUTE);
      default -> null;
    };
  }

  private static @Nullable Object ofDays(Duration duration, String name) {
    int sign = duration.isNegative() ? -1 : 1;
    Duration size = duration.abs();
    return switch (name) {
      case "days" -> sign * size.toDaysPart();
      case "hours" -> sign * size.toHoursPart();
      case "minutes" -> sign * size.toMinutesPart();
      case "seconds" -> sign * size.toSecondsPart();
      default -> null;
    };
  }

  private static @Nullable Object ofMonths(Period period, String name) {
    long months = period.toTotalMonths();
    return switch (name) {
      case "years" -> months / 12;
      case "months" -> months % 12;
      default -> null;
    };
  }

  private static @Nullable Object ofRange(Object value, String name) {
    if (!(value instanceof FeelRange range)) {
      return null;
    }
    return switch (name) {
      case "start" -> range.start();
      case "end" -> range.end();
      case "start included" -> range.startIncluded();
      case "end included" -> range.endIncluded();
      default -> null;
    };
  }
}
