package dev.emitter.expressions.feel;

import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Dates, times and durations as ISO 8601 writes them, for readers that do not know FEEL: with the
 * offset of a time zone in place of its name. Stateless and thread-safe.
 */
public final class IsoText {

  private IsoText() {}

  /**
   * Returns the text of a value of the types that {@link FeelType} names for dates, times and
   * durations, or of an {@link OffsetDateTime}; null for any other.
   */
  public static @Nullable String of(Object value) {
    if (value instanceof ZonedDateTime time) {
      return TemporalFormat.text(time.withFixedOffsetZone());
    } else if (value instanceof OffsetDateTime time) {
      return TemporalFormat.text(time.toZonedDateTime());
    } else if (value instanceof ZonedTime time) {
      return TemporalFormat.text(time.time().atOffset(time.offset()));
    }
    return switch (Kind.of(value)) {
      case DATE, TIME, DATE_TIME, DAYS, MONTHS -> TemporalFormat.text(value);
      default -> null;
    };
  }
}
