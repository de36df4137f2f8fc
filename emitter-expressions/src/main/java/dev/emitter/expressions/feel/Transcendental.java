package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Powers, roots, exponentials and logarithms to the full precision of numbers. */
final class Transcendental {

  /** What a series costs. */
  static final int STEPS = 4_000;

  private static final MathContext WORKING = new MathContext(50);
  private static final BigDecimal NEGLIGIBLE = new BigDecimal("1E-52");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final int LARGEST_POWER = 999_999;

  /** Beyond this an exponential overflows, or underflows to zero. */
  private static final BigDecimal LARGEST_EXPONENT = BigDecimal.valueOf(14_200);

  private Transcendental() {}

  static @Nullable Object power(Object base, Object exponent) {
    BigDecimal x = Numbers.decimal(base);
    if (x.signum() == 0) {
      int sign = Numbers.signum(exponent);
      return sign < 0 ? null : sign == 0 ? (Object) 1L : (Object) 0L;
    }
    if (Numbers.isInteger(exponent)) {
      return integerPower(x, Numbers.truncate(exponent));
    }
    return x.signum() < 0 ? null : exp(ln(x).multiply(Numbers.decimal(exponent), WORKING));
  }

  private static @Nullable Object integerPower(BigDecimal x, int n) {
    if (Math.abs(n) <= LARGEST_POWER && fits(x, n)) {
      return Numbers.bounded(x.pow(n, WORKING));
    }
    BigDecimal size = x.abs();
    Object power = exp(ln(size).multiply(BigDecimal.valueOf(n), WORKING));
    return power == null || x.signum() > 0 || n % 2 == 0 ? power : Numbers.negate(power);
  }

  /**
   * Returns whether a power is clearly within range: the algorithm's exponents must not overflow on
   * the way.
   */
  private static boolean fits(BigDecimal x, int n) {
    long exponent = (long) x.precision() - x.scale();
    return Math.abs(exponent * n) < Integer.MAX_VALUE / 4;
  }

  static @Nullable Object exp(BigDecimal x) {
    if (x.abs().compareTo(LARGEST_EXPONENT) > 0) {
      return x.signum() < 0 ? (Object) 0L : null;
    }
    // exp(x) = exp(x / 2^k)^(2^k), with a small argument for the series.
    int halvings = 0;
    BigDecimal reduced = x;
    while (reduced.abs().compareTo(BigDecimal.valueOf(0.1)) > 0) {
      reduced = reduced.divide(TWO, WORKING);
      halvings++;
    }
    BigDecimal sum = series(reduced);
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, WORKING);
    }
    return Numbers.bounded(sum.round(Numbers.CONTEXT));
  }

  private static BigDecimal series(BigDecimal x) {
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; i < 40 && term.abs().compareTo(NEGLIGIBLE) > 0; i++) {
      term = term.multiply(x, WORKING).divide(BigDecimal.valueOf(i), WORKING);
      sum = sum.add(term, WORKING);
    }
    return sum;
  }

  /** Returns the natural logarithm of a positive number. */
  static BigDecimal ln(BigDecimal x) {
    // x = m * 10^e with m near 1, and ln m = 2 artanh((m - 1) / (m + 1)) after a few roots.
    int exponent = x.precision() - x.scale() - 1;
    BigDecimal mantissa = x.scaleByPowerOfTen(-exponent);
    return artanhOf(mantissa)
        .add(LnTen.VALUE.multiply(BigDecimal.valueOf(exponent), WORKING), WORKING);
  }

  private static BigDecimal artanhOf(BigDecimal mantissa) {
    BigDecimal m = mantissa;
    BigDecimal factor = TWO;
    for (int i = 0; i < 4; i++) {
      m = m.sqrt(WORKING);
      factor = factor.multiply(TWO);
    }
    BigDecimal z = m.subtract(BigDecimal.ONE).divide(m.add(BigDecimal.ONE), WORKING);
    BigDecimal square = z.multiply(z, WORKING);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = z;
    for (int i = 1; i < 60; i += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(i), WORKING), WORKING);
      power = power.multiply(square, WORKING);
    }
    return sum.multiply(factor, WORKING);
  }

  private static final class LnTen {
    static final BigDecimal VALUE = artanhOf(BigDecimal.TEN);
  }

  static @Nullable Object log(Object number) {
    return Numbers.signum(number) <= 0
        ? null
        : Numbers.bounded(ln(Numbers.decimal(number)).round(Numbers.CONTEXT));
  }

  static @Nullable Object sqrt(Object number) {
    if (Numbers.signum(number) < 0) {
      return null;
    }
    return Numbers.bounded(Numbers.decimal(number).sqrt(Numbers.CONTEXT).stripTrailingZeros());
  }
}
