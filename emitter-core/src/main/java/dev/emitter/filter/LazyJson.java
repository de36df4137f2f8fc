package dev.emitter.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import dev.emitter.event.Json;
import dev.emitter.expressions.ExactNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads single JSON values from bytes as expressions see them: objects and arrays later, all else
 * now.
 */
final class LazyJson {

  /** So many digits always fit a long. */
  private static final int SAFE_DIGITS = 18;

  private LazyJson() {}

  /**
   * Returns the value between two places; null for JSON null, for nothing and for what is no JSON.
   */
  static @Nullable Object value(byte[] json, int start, int end) {
    if (start >= end) {
      return null;
    }
    return switch (json[start]) {
      case '{' -> new LazyJsonObject(json, start, end);
      case '"' -> string(json, start, end);
      case 't' -> true;
      case 'f' -> false;
      case 'n' -> null;
      case '[' -> new LazyJsonArray(json, start, end);
      default -> number(json, start, end);
    };
  }

  private static @Nullable Object string(byte[] json, int start, int end) {
    for (int i = start + 1; i < end - 1; i++) {
      if (json[i] == '\\') {
        return parsed(json, start, end);
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
        return parsed(json, start, end);
      } else {
        digits = digits * 10 + digit;
      }
    }
    long value = negative ? -digits : digits;
    return point < 0
        ? (Object) value
        : BigDecimal.valueOf(value, end - point - 1).stripTrailingZeros();
  }

  private static @Nullable Object parsed(byte[] json, int start, int end) {
    try {
      return scalar(Json.tree(json, start, end - start));
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Object scalar(JsonNode json) {
    if (json instanceof IntNode || json instanceof LongNode) {
      return json.longValue();
    } else if (json instanceof NumericNode number) {
      return number.isIntegralNumber()
          ? ExactNumber.of(number.bigIntegerValue())
          : ExactNumber.of(number.decimalValue());
    }
    return json.textValue();
  }
}
