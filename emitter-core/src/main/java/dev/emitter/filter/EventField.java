package dev.emitter.filter;

import dev.emitter.event.ContextAttributes;
import dev.emitter.expressions.DataObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an event that filters compare with constants: an attribute or extension, or a path of
 * the data. Immutable and thread-safe.
 *
 * @param kind where the path begins
 * @param path the name of the attribute, or the names of members from the data down
 */
public record EventField(Kind kind, List<String> path) {

  /** What is found where the answer is not one scalar: no constant can be ruled out. */
  public static final Object UNKNOWN =
      new Object() {
        @Override
        public String toString() {
          return "unknown";
        }
      };

  /** The digits to which FEEL rounds; numbers of more may equal a constant that they are not. */
  private static final int DIGITS = 34;

  private static final int LARGEST_SCALE = 1_000;

  /** Copies the path. */
  public EventField {
    path = List.copyOf(path);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("path: must name something");
    }
  }

  /** Where the path of a field begins. */
  public enum Kind {
    /** The attributes and extensions of the event. */
    ATTRIBUTE,
    /** The event's data, read as JSON. */
    DATA
  }

  /** Returns the field that is an attribute or extension. */
  public static EventField attribute(String name) {
    return new EventField(Kind.ATTRIBUTE, List.of(name));
  }

  /** Returns the field that a path of member names leads to in the data. */
  public static EventField data(List<String> path) {
    return new EventField(Kind.DATA, path);
  }

  /**
   * Returns what an event has in this field: a string, a boolean, a number as a {@code BigDecimal}
   * without trailing zeros; null for nothing; {@link #UNKNOWN} for a list on the way and whatever
   * else a constant may equal without being it.
   */
  public @Nullable Object find(FilterInput input) {
    return kind == Kind.ATTRIBUTE ? attribute(input) : data(input);
  }

  private @Nullable Object attribute(FilterInput input) {
    String name = path.get(0);
    Object value = ContextAttributes.value(input.event(), name);
    return value == null || value instanceof Number || value instanceof Boolean
        ? scalar(value)
        : ContextAttributes.text(input.event(), name);
  }

  private @Nullable Object data(FilterInput input) {
    Object value = input.json();
    for (String name : path) {
      if (!(value instanceof DataObject object)) {
        return value == null ? null : UNKNOWN;
      }
      value = object.member(name);
    }
    return scalar(value);
  }

  /** Returns a scalar in the form in which constants are kept. */
  private static @Nullable Object scalar(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return BigDecimal.valueOf(((Number) value).longValue()).stripTrailingZeros();
    }
    if (value instanceof BigInteger integer && integer.bitLength() <= Long.SIZE) {
      return new BigDecimal(integer).stripTrailingZeros();
    }
    return value instanceof BigDecimal decimal && isExact(decimal)
        ? decimal.stripTrailingZeros()
        : UNKNOWN;
  }

  private static boolean isExact(BigDecimal decimal) {
    return decimal.precision() <= DIGITS && Math.abs((long) decimal.scale()) <= LARGEST_SCALE;
  }
}
