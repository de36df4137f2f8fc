package dev.emitter.filter;

import dev.emitter.event.Json;
import dev.emitter.expressions.ExactNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads single JSON values from bytes as expressions see them: objects and arrays later, all else
 * now.
 */
final class LazyJson {

  /** So many digits always fit a long. */
  private static final int SAFE_DIGITS = 18;

  /** So many digits expressions keep. */
  private static final int DIGITS = 34;

  private LazyJson() {}

  /**
   * Returns the value between two places; null for JSON null, for nothing and for what is no JSON.
   */
  static @Nullable Object value(JsonText text, int start, int end) {
    byte[] json = text.bytes();
    if (start >= end) {
      return null;
    }
    return switch (json[start]) {
      case '{' -> new LazyJsonObject(text, start, end);
      case '"' -> string(json, start, end);
      case 't' -> true;
      case 'f' -> false;
      case 'n' -> null;
      case '[' -> new LazyJsonArray(text, start, end);
      default -> number(json, start, end);
    };
  }

  private static @Nullable Object string(byte[] json, int start, int end) {
    for (int i = start + 1; i < end - 1; i++) {
      if (json[i] == '\\') {
        return escapedString(json, start, end);
      }
    }
    return new String(json, start + 1, Math.max(end - start - 2, 0), StandardCharsets.UTF_8);
  }

  /** Reads whole numbers and plain fractions of usual length without a parser. */
  private static @Nullable Object number(byte[] json, int start, int end) {
    boolean negative = json[start] == '-';
    int first = negative ? start + 1 : start;
    int point = -1;
    long digits = 0;
    for (int i = first; i < end; i++) {
      int digit = json[i] - '0';
      if (json[i] == '.' && point < 0) {
        point = i;
      } else if (digit < 0 || digit > 9 || i - first >= SAFE_DIGITS) {
        return longNumber(json, start, end);
      } else {
        digits = digits * 10 + digit;
      }
    }
    long value = negative ? -digits : digits;
    return point < 0
        ? (Object) value
        : BigDecimal.valueOf(value, end - point - 1).stripTrailingZeros();
  }

  /** Reads a number of any length or form; null for what is none. */
  private static @Nullable Object longNumber(byte[] json, int start, int end) {
    String text = new String(json, start, end - start, StandardCharsets.ISO_8859_1);
    int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
    try {
      if (exponent < 0 && text.indexOf('.') < 0) {
        BigInteger number = new BigInteger(text);
        return number.bitLength() < Long.SIZE
            ? (Object) number.longValue()
            : ExactNumber.of(number);
      }
      int mantissa = exponent < 0 ? text.length() : exponent;
      BigDecimal number = new BigDecimal(withoutZeros(text, mantissa) + text.substring(mantissa));
      return number.precision() <= DIGITS ? number.stripTrailingZeros() : ExactNumber.of(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the digits up to a place without zeros at the end of a fraction. */
  private static String withoutZeros(String text, int mantissa) {
    int end = mantissa;
    int point = text.indexOf('.');
    boolean fraction = point >= 0 && point < mantissa;
    while (fraction && text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end);
  }

  private static @Nullable Object escapedString(byte[] json, int start, int end) {
    try {
      return Json.tree(json, start, end - start).textValue();
    } catch (IOException e) {
      return null;
    }
  }
}
