package dev.emitter.expressions.feel;

import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The numeric functions: table 76. */
final class NumericFunctions {

  private NumericFunctions() {}

  static void register(Builtins.Registry r) {
    r.add("decimal", "n:number, scale:number", Kind.NUMBER, rounding(RoundingMode.HALF_EVEN));
    r.add("floor", "n:number, scale?:number", Kind.NUMBER, rounding(RoundingMode.FLOOR));
    r.add("ceiling", "n:number, scale?:number", Kind.NUMBER, rounding(RoundingMode.CEILING));
    r.add("round up", "n:number, scale:number", Kind.NUMBER, rounding(RoundingMode.UP));
    r.add("round down", "n:number, scale:number", Kind.NUMBER, rounding(RoundingMode.DOWN));
    r.add("round half up", "n:number, scale:number", Kind.NUMBER, rounding(RoundingMode.HALF_UP));
    r.add(
        "round half down", "n:number, scale:number", Kind.NUMBER, rounding(RoundingMode.HALF_DOWN));
    r.add("abs", "n:any", null, NumericFunctions::abs);
    r.add("modulo", "dividend:number, divisor:number", Kind.NUMBER, NumericFunctions::modulo);
    r.add("sqrt", "number:number", Kind.NUMBER, series("sqrt", Transcendental::sqrt));
    r.add("log", "number:number", Kind.NUMBER, series("log", Transcendental::log));
    r.add(
        "exp",
        "number:number",
        Kind.NUMBER,
        series("exp", n -> Transcendental.exp(Numbers.decimal(n))));
    r.add("odd", "number:number", Kind.BOOLEAN, (run, a) -> parity(a[0]) == 1);
    r.add("even", "number:number", Kind.BOOLEAN, (run, a) -> parity(a[0]) == 0);
  }

  private interface OfNumber {
    @Nullable Object of(Object number);
  }

  private static Signature.Body series(String name, OfNumber function) {
    return (run, a) -> {
      run.charge(Transcendental.STEPS);
      return orFail(run, name + ": there is no result for this number", function.of(a[0]));
    };
  }

  private static @Nullable Object orFail(Run run, String reason, @Nullable Object value) {
    return value == null ? run.fail(reason) : value;
  }

  private static Signature.Body rounding(RoundingMode mode) {
    return (run, a) -> {
      int scale = a[1] == null ? 0 : Numbers.truncate(a[1]);
      if (scale < Numbers.SMALLEST_SCALE || scale > Numbers.LARGEST_SCALE) {
        return run.fail("the scale must be from -6111 to 6176");
      }
      return orFail(run, "the result is too large", Numbers.round(a[0], scale, mode));
    };
  }

  private static @Nullable Object abs(Run run, @Nullable Object[] a) {
    Object value = Kind.of(a[0]) == Kind.LIST ? Coercion.to(Kind.NUMBER, a[0]) : a[0];
    Object negative = value == null ? null : Arithmetic.negate(value);
    if (negative == null || value == null) {
      return run.fail("abs: \"n\" must be a number or a duration but is " + Kind.of(a[0]).shown);
    }
    return Order.compare(value, negative) < 0 ? negative : value;
  }

  private static @Nullable Object modulo(Run run, @Nullable Object[] a) {
    Object quotient = Numbers.divide(a[0], a[1]);
    Object whole = quotient == null ? null : Numbers.round(quotient, 0, RoundingMode.FLOOR);
    Object product = whole == null ? null : Numbers.multiply(whole, a[1]);
    Object rest = product == null ? null : Numbers.subtract(a[0], product);
    return rest == null
        ? run.fail("modulo: the divisor is zero, or the numbers are too large")
        : rest;
  }

  /** Returns 0 for an even whole number, 1 for an odd one and -1 for any other number. */
  private static int parity(@Nullable Object number) {
    if (number instanceof Long value) {
      return (int) (value & 1);
    }
    if (number == null || !Numbers.isInteger(number)) {
      return -1;
    }
    return Numbers.isOdd(Numbers.decimal(number)) ? 1 : 0;
  }
}
