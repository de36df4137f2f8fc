package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * The two kinds of durations: {@code Duration} for days and time, {@code Period} without days for
 * years and months.
 */
final class Durations {

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Durations() {}

  /** Returns so many months; null if they are too many. */
  static @Nullable Period ofMonths(long months) {
    long years = months / 12;
    return Math.abs(years) > Integer.MAX_VALUE
        ? null
        : Period.of((int) years, (int) (months % 12), 0);
  }

  static @Nullable Period ofMonths(BigDecimal months) {
    if (isFar(months)) {
      return null;
    }
    BigDecimal whole = months.setScale(0, RoundingMode.DOWN);
    return whole.abs().compareTo(LONGEST) > 0 ? null : ofMonths(whole.longValue());
  }

  /** Returns so many seconds, cut to nanoseconds; null if they are too many. */
  static @Nullable Duration ofSeconds(BigDecimal seconds) {
    if (isFar(seconds)) {
      return null;
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    if (whole.abs().compareTo(LONGEST) >= 0) {
      return null;
    }
    long nanos = seconds.subtract(whole).multiply(NANOS).longValue();
    return Duration.ofSeconds(whole.longValue(), nanos);
  }

  /** Tells numbers whose zeros it would be costly to write out. */
  private static boolean isFar(BigDecimal number) {
    return (long) number.precision() - number.scale() > 20;
  }

  static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }
}
