package dev.emitter.expressions.feel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emitter.expressions.ExactNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Short cuts for numbers with far exponents give what calculating with all their zeros gives. */
final class NumbersTest {

  private final Random random = new Random(1);

  @Test
  void roundsAsBigDecimalDoes() {
    for (int i = 0; i < 20_000; i++) {
      Object number = number(60);
      int scale = random.nextInt(140) - 70;
      for (RoundingMode mode : RoundingMode.values()) {
        if (mode == RoundingMode.UNNECESSARY) {
          continue;
        }
        BigDecimal value = Numbers.decimal(number);
        Object expected =
            scale >= value.scale() ? number : Numbers.bounded(value.setScale(scale, mode));
        assertThat(value(Numbers.round(number, scale, mode)))
            .as("%s to %s, %s", number, scale, mode)
            .isEqualByComparingTo(value(expected));
      }
    }
  }

  @Test
  void truncatesAsBigDecimalDoes() {
    BigDecimal most = BigDecimal.valueOf(Integer.MAX_VALUE);
    for (int i = 0; i < 20_000; i++) {
      Object number = number(30);
      BigDecimal whole = Numbers.decimal(number).setScale(0, RoundingMode.DOWN);
      assertThat(Numbers.truncate(number))
          .as("%s", number)
          .isEqualTo(whole.max(most.negate()).min(most).intValue());
    }
    assertThat(Numbers.truncate(Long.MIN_VALUE)).isEqualTo(-Integer.MAX_VALUE);
    assertThat(Numbers.truncate(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void tellsOddNumbers() {
    for (int i = 0; i < 20_000; i++) {
      BigDecimal number = Numbers.decimal(number(60));
      if (Numbers.isInteger(number)) {
        assertThat(Numbers.isOdd(number))
            .as("%s", number)
            .isEqualTo(number.toBigInteger().testBit(0));
      }
    }
  }

  @Test
  void takesLongNumbersOfTheDataAsItRoundsThem() {
    for (int i = 0; i < 2_000; i++) {
      BigDecimal number =
          new BigDecimal(new BigInteger(random.nextInt(900), random), random.nextInt(100) - 50);
      assertThat(Numbers.of(ExactNumber.of(number))).isEqualTo(Numbers.of(number));
      BigInteger whole = number.toBigInteger();
      assertThat(Numbers.of(ExactNumber.of(whole))).isEqualTo(Numbers.of(whole));
      assertThat(ExactNumber.of(number)).hasToString(number.toString());
    }
  }

  private static BigDecimal value(@Nullable Object number) {
    return number == null ? BigDecimal.ONE.negate().movePointRight(9_999) : Numbers.decimal(number);
  }

  private Object number(int largestExponent) {
    BigInteger digits = new BigInteger(1 + random.nextInt(110), random);
    BigDecimal number =
        new BigDecimal(
            random.nextBoolean() ? digits : digits.negate(),
            random.nextInt(2 * largestExponent) - largestExponent);
    Object bounded = Numbers.bounded(number);
    return bounded == null ? 0L : bounded;
  }
}
