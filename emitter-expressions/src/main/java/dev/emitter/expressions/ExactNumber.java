package dev.emitter.expressions;

import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A number of the data with more digits than the 34 that expressions keep. It is rounded once, and
 * not whenever an expression looks at it. Immutable and thread-safe.
 */
public final class ExactNumber extends Number {

  @Serial private static final long serialVersionUID = 1L;

  private final BigDecimal exact;
  private final BigDecimal rounded;

  private ExactNumber(BigDecimal exact) {
    this.exact = exact;
    this.rounded = exact.round(MathContext.DECIMAL128);
  }

  /** Returns the number, as it is if it has at most 34 digits. */
  public static Number of(BigDecimal number) {
    return number.precision() <= MathContext.DECIMAL128.getPrecision()
        ? number
        : new ExactNumber(number);
  }

  /** Returns the number, as a {@link BigDecimal} if it has at most 34 digits. */
  public static Number of(BigInteger number) {
    return of(new BigDecimal(number));
  }

  /** Returns the number with all its digits. */
  public BigDecimal exact() {
    return exact;
  }

  /** Returns the number with 34 digits. */
  public BigDecimal rounded() {
    return rounded;
  }

  @Override
  public int intValue() {
    return exact.intValue();
  }

  @Override
  public long longValue() {
    return exact.longValue();
  }

  @Override
  public float floatValue() {
    return exact.floatValue();
  }

  @Override
  public double doubleValue() {
    return exact.doubleValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactNumber number && exact.equals(number.exact);
  }

  @Override
  public int hashCode() {
    return exact.hashCode();
  }

  /** Returns all its digits. */
  @Override
  public String toString() {
    return exact.toString();
  }
}
