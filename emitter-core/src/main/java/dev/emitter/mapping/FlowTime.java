package dev.emitter.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The times of flow traces: {@code 2019-07-23 08:55:04.0500000 +00:00}, in UTC with seven places,
 * so that they sort as text. Stateless and thread-safe.
 */
public final class FlowTime {

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSS xxx", Locale.ROOT);

  /** As written, with fewer places or none. */
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern(" xxx")
          .toFormatter(Locale.ROOT);

  private FlowTime() {}

  /** Returns a time as flow traces have it. */
  public static String text(Instant time) {
    return WRITTEN.format(time.atOffset(ZoneOffset.UTC));
  }

  /** Returns the time that an entry says, or null if it is none with an offset. */
  public static @Nullable Instant instant(String text) {
    OffsetDateTime time = parsed(text);
    return time == null ? null : time.toInstant();
  }

  /** Returns the time as flow traces have it, or null if the value is no time with an offset. */
  static @Nullable String of(Object value) {
    OffsetDateTime time = time(value);
    boolean writable = time != null && time.getYear() >= 1 && time.getYear() <= 9999;
    return writable ? WRITTEN.format(time) : null;
  }

  private static @Nullable OffsetDateTime time(Object value) {
    if (value instanceof ZonedDateTime zoned) {
      return zoned.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }
    return value instanceof String text ? parsed(text) : null;
  }

  private static @Nullable OffsetDateTime parsed(String text) {
    try {
      boolean iso = text.indexOf('T') > 0 || text.indexOf('t') > 0;
      return (iso ? OffsetDateTime.parse(text) : OffsetDateTime.parse(text, READ))
          .withOffsetSameInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
