package dev.emitter.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as rows have them: UTC, with milliseconds. One without a zone is taken as UTC.
 */
final class DateTimes {

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
  private static final int LAST_YEAR = 9999;

  private DateTimes() {}

  /**
   * Returns how a value is written, or null if it is no date and time within the years 1 to 9999.
   */
  static @Nullable String text(Object value) {
    try {
      LocalDateTime time = value instanceof String text ? parsed(text) : utc(value);
      boolean fits = time != null && time.getYear() >= 1 && time.getYear() <= LAST_YEAR;
      return fits ? WRITTEN.format(time) : null;
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static @Nullable LocalDateTime utc(Object value) {
    if (value instanceof ZonedDateTime time) {
      return LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC);
    }
    if (value instanceof OffsetDateTime time) {
      return LocalDateTime.ofInstant(time.toInstant(), ZoneOffset.UTC);
    }
    if (value instanceof LocalDateTime time) {
      return time;
    }
    return value instanceof LocalDate date ? date.atStartOfDay() : null;
  }

  private static @Nullable LocalDateTime parsed(String text) {
    int zone = text.indexOf('@'); // as FEEL names a zone: 2026-01-01T12:00:00@Europe/Brussels
    if (zone >= 0) {
      LocalDateTime local = LocalDateTime.parse(text.substring(0, zone));
      return utc(local.atZone(ZoneId.of(text.substring(zone + 1))));
    }
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay();
    }
    TemporalAccessor read =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    return utc(read);
  }
}
