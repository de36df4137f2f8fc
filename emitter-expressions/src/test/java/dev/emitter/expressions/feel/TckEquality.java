package dev.emitter.expressions.feel;

import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality as conformance cases mean it: numbers within 1e-8, zones and all else exactly. */
final class TckEquality {

  private static final BigDecimal TOLERANCE = new BigDecimal("1e-8");

  private TckEquality() {}

  static boolean same(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Number && actual instanceof Number) {
      return Numbers.decimal(expected).subtract(Numbers.decimal(actual)).abs().compareTo(TOLERANCE)
          <= 0;
    } else if (expected instanceof List<?> a && actual instanceof List<?> b) {
      return lists(a, b);
    } else if (expected instanceof Map<?, ?> a && actual instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(k -> same(a.get(k), b.get(k)));
    } else if (expected instanceof Period a && actual instanceof Period b) {
      return a.toTotalMonths() == b.toTotalMonths();
    }
    return Objects.equals(expected, actual);
  }

  private static boolean lists(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
