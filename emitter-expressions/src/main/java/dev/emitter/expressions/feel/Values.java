package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the data in the few forms that the rest of the engine knows. */
final class Values {

  private Values() {}

  /** Returns a value of the data as a value of FEEL; null if it is of no known class. */
  static @Nullable Object of(@Nullable Object raw) {
    if (raw instanceof String || raw instanceof Long || raw instanceof Boolean || raw == null) {
      return raw;
    } else if (raw instanceof Number number) {
      return Numbers.of(number);
    } else if (raw instanceof DataObject
        || raw instanceof DataArray
        || raw instanceof List
        || raw instanceof Map) {
      return raw;
    }
    return rarer(raw);
  }

  private static @Nullable Object rarer(Object raw) {
    if (raw instanceof OffsetDateTime dateTime) {
      return dateTime.toZonedDateTime();
    } else if (raw instanceof Instant instant) {
      return instant.atZone(ZoneOffset.UTC);
    } else if (raw instanceof Character || raw instanceof Enum<?>) {
      return raw.toString();
    } else if (raw instanceof Period period) {
      boolean whole = period.withYears(0).withMonths(0).isZero();
      return whole ? Durations.ofMonths(period.toTotalMonths()) : null;
    }
    return Kind.of(raw) == Kind.NULL ? null : raw;
  }
}
