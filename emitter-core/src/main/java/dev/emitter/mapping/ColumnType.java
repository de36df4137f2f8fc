package dev.emitter.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types that columns have, and what each takes of the values of FEEL: those of push datasets of
 * Power BI ("Dataset properties" of its REST API, "Data type restrictions").
 */
public enum ColumnType {
  /** Whole numbers between -2^63 and 2^63, the ends left out. */
  INT64("Int64", "a whole number between -2^63 and 2^63, the ends left out") {
    @Override
    @Nullable Object fit(Object value) {
      return value instanceof BigDecimal number && isWhole(number) ? within(number) : null;
    }
  },
  /** Finite numbers, of which a double keeps some 16 digits. */
  DOUBLE("Double", "a number that a double can hold") {
    @Override
    @Nullable Object fit(Object value) {
      if (!(value instanceof BigDecimal number)) {
        return null;
      }
      double rounded = number.doubleValue();
      return Math.abs(rounded) < Double.MAX_VALUE ? (Double) rounded : null;
    }
  },
  /** True and false. */
  BOOLEAN("Boolean", "true or false") {
    @Override
    @Nullable Object fit(Object value) {
      return value instanceof Boolean ? value : null;
    }
  },
  /** Dates and times, in UTC with milliseconds. */
  DATE_TIME("DateTime", "a date and time, a date, or text that is one") {
    @Override
    @Nullable Object fit(Object value) {
      return DateTimes.text(value);
    }
  },
  /** Text, and JSON where a value is a list or a context. */
  STRING("String", "text, a number, a boolean, or a list or context, which becomes JSON") {
    @Override
    @Nullable Object fit(Object value) {
      return TextValues.of(value);
    }
  },
  /** Numbers of at most 28 digits, rounded to 4 places. */
  DECIMAL("Decimal", "a number of at most 28 digits, 4 of them after the point") {
    @Override
    @Nullable Object fit(Object value) {
      return value instanceof BigDecimal number ? decimal(number) : null;
    }
  };

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final int DECIMAL_DIGITS = 28;
  private static final int DECIMAL_PLACES = 4;

  private final String word;
  private final String takes;

  ColumnType(String word, String takes) {
    this.word = word;
    this.takes = takes;
  }

  /**
   * Returns what is stored of a value that is not null: a BigInteger, Double, Boolean, String or
   * BigDecimal; null if it does not fit.
   */
  abstract @Nullable Object fit(Object value);

  /** Returns the type of a name as Microsoft's pages write it here and there; null for none. */
  public static @Nullable ColumnType of(String name) {
    if (name.equalsIgnoreCase("bool")) {
      return BOOLEAN;
    }
    for (ColumnType type : values()) {
      if (type.word.equalsIgnoreCase(name)) {
        return type;
      }
    }
    return null;
  }

  /** Returns its name as definitions write it: {@code Int64}. */
  public String word() {
    return word;
  }

  /** Returns in words what it takes. */
  public String takes() {
    return takes;
  }

  private static boolean isWhole(BigDecimal number) {
    // compared first: a number such as 1e1000000000 has no digits to strip within reason
    return number.compareTo(LEAST) > 0
        && number.compareTo(LARGEST) < 0
        && (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0);
  }

  private static BigInteger within(BigDecimal whole) {
    return whole.signum() == 0 ? BigInteger.ZERO : whole.toBigIntegerExact();
  }

  /** Rounds half to even; counts the digits as they are written. */
  private static @Nullable BigDecimal decimal(BigDecimal number) {
    if (number.signum() == 0 || isBelowHalf(number)) {
      return BigDecimal.ZERO;
    }
    if ((long) number.precision() - number.scale() > DECIMAL_DIGITS) {
      return null;
    }
    BigDecimal rounded = number.setScale(DECIMAL_PLACES, RoundingMode.HALF_EVEN);
    BigDecimal shortest = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    BigDecimal plain = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    return plain.precision() > DECIMAL_DIGITS ? null : plain;
  }

  /** Spares the rounding of what is far too small to leave a digit, such as 1e-1000000000. */
  private static boolean isBelowHalf(BigDecimal number) {
    return (long) number.precision() - number.scale() < -DECIMAL_PLACES;
  }

  @Override
  public String toString() {
    return word;
  }

  /** Returns the names of all types, for messages. */
  public static String all() {
    return Stream.of(values()).map(ColumnType::word).collect(Collectors.joining(", "));
  }
}
