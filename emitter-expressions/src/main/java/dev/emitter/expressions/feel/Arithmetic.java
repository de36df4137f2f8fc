package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic operators over all kinds of values: tables 56 to 61. Null if there is no such
 * operation, or result.
 */
final class Arithmetic {

  private static final int STEPS_OF_POWER = 200;

  private Arithmetic() {}

  static @Nullable Object apply(Run run, Operator operator, Object a, Object b) {
    try {
      chargeDecimals(run, a, b);
      return switch (operator) {
        case ADD -> add(run, a, b);
        case SUBTRACT -> subtract(a, b);
        case MULTIPLY -> multiply(a, b);
        case DIVIDE -> divide(a, b);
        case POWER -> power(run, a, b);
      };
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static void chargeDecimals(Run run, Object a, Object b) {
    if (a instanceof BigDecimal x) {
      run.charge(Numbers.weight(x));
    }
    if (b instanceof BigDecimal y) {
      run.charge(Numbers.weight(y));
    }
  }

  private static @Nullable Object power(Run run, Object a, Object b) {
    if (Kind.of(a) != Kind.NUMBER || Kind.of(b) != Kind.NUMBER) {
      return null;
    }
    run.charge(Numbers.isInteger(b) ? STEPS_OF_POWER : 2 * Transcendental.STEPS);
    return Transcendental.power(a, b);
  }

  static @Nullable Object negate(Object value) {
    try {
      return switch (Kind.of(value)) {
        case NUMBER -> Numbers.negate(value);
        case DAYS -> ((Duration) value).negated();
        case MONTHS -> Durations.ofMonths(-((Period) value).toTotalMonths());
        default -> null;
      };
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Object add(Run run, Object a, Object b) {
    return switch (Kind.of(a)) {
      case NUMBER -> Kind.of(b) == Kind.NUMBER ? Numbers.add(a, b) : null;
      case STRING -> b instanceof String text ? concatenate(run, (String) a, text) : null;
      case DAYS, MONTHS -> Kind.of(b) == Kind.of(a) ? durations(a, b, 1) : Moments.plus(b, a, 1);
      case DATE, TIME, DATE_TIME -> Moments.plus(a, b, 1);
      default -> null;
    };
  }

  private static String concatenate(Run run, String a, String b) {
    run.chargeText(a.length() + b.length());
    return a.concat(b);
  }

  private static @Nullable Object subtract(Object a, Object b) {
    return switch (Kind.of(a)) {
      case NUMBER -> Kind.of(b) == Kind.NUMBER ? Numbers.subtract(a, b) : null;
      case DAYS, MONTHS -> Kind.of(b) == Kind.of(a) ? durations(a, b, -1) : null;
      case DATE, TIME, DATE_TIME -> {
        Object moved = Moments.plus(a, b, -1);
        yield moved != null ? moved : Moments.between(b, a);
      }
      default -> null;
    };
  }

  private static @Nullable Object durations(Object a, Object b, int sign) {
    if (a instanceof Duration x && b instanceof Duration y) {
      return sign < 0 ? x.minus(y) : x.plus(y);
    }
    return Durations.ofMonths(((Period) a).toTotalMonths() + sign * ((Period) b).toTotalMonths());
  }

  private static @Nullable Object multiply(Object a, Object b) {
    if (Kind.of(b) != Kind.NUMBER) {
      return Kind.of(a) == Kind.NUMBER && isDuration(b) ? multiply(b, a) : null;
    }
    return switch (Kind.of(a)) {
      case NUMBER -> Numbers.multiply(a, b);
      case DAYS ->
          Durations.ofSeconds(
              bounded(
                  Durations.seconds((Duration) a).multiply(Numbers.decimal(b), Numbers.CONTEXT)));
      case MONTHS ->
          Durations.ofMonths(bounded(months(a).multiply(Numbers.decimal(b), Numbers.CONTEXT)));
      default -> null;
    };
  }

  private static @Nullable Object divide(Object a, Object b) {
    if (isDuration(a) && Kind.of(a) == Kind.of(b)) {
      return Numbers.divide(amount(a), amount(b));
    }
    if (Kind.of(b) != Kind.NUMBER || Numbers.signum(b) == 0) {
      return null;
    }
    return switch (Kind.of(a)) {
      case NUMBER -> Numbers.divide(a, b);
      case DAYS ->
          Durations.ofSeconds(
              bounded(Durations.seconds((Duration) a).divide(Numbers.decimal(b), Numbers.CONTEXT)));
      case MONTHS ->
          Durations.ofMonths(bounded(months(a).divide(Numbers.decimal(b), Numbers.CONTEXT)));
      default -> null;
    };
  }

  private static BigDecimal bounded(BigDecimal value) {
    Object number = Numbers.bounded(value);
    if (number == null) {
      throw new ArithmeticException("overflow");
    }
    return Numbers.decimal(number);
  }

  private static boolean isDuration(Object value) {
    return value instanceof Duration || value instanceof Period;
  }

  private static BigDecimal amount(Object duration) {
    return duration instanceof Duration days ? Durations.seconds(days) : months(duration);
  }

  private static BigDecimal months(Object period) {
    return BigDecimal.valueOf(((Period) period).toTotalMonths());
  }
}
