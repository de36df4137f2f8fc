package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of values: what the specification calls the domains of the built-in types. */
enum Kind {
  NULL("null", "null"),
  BOOLEAN("boolean", "a boolean"),
  NUMBER("number", "a number"),
  STRING("string", "a string"),
  DATE("date", "a date"),
  TIME("time", "a time"),
  DATE_TIME("date and time", "a date and time"),
  DAYS("days and time duration", "a days and time duration"),
  MONTHS("years and months duration", "a years and months duration"),
  LIST("list", "a list"),
  CONTEXT("context", "a context"),
  RANGE("range", "a range"),
  FUNCTION("function", "a function");

  final String typeName;
  final String shown;

  Kind(String typeName, String shown) {
    this.typeName = typeName;
    this.shown = shown;
  }

  boolean isScalar() {
    return switch (this) {
      case NULL, LIST, CONTEXT, RANGE, FUNCTION -> false;
      default -> true;
    };
  }

  /** Returns whether a value is of this kind. */
  boolean holds(Object value) {
    return switch (this) {
      case STRING -> value instanceof String;
      case LIST -> value instanceof DataArray || value instanceof List;
      default -> of(value) == this;
    };
  }

  /** Returns the kind of a value in the form that {@link Values#of} gives. */
  static Kind of(@Nullable Object value) {
    // Final classes first: asking for them is cheap, asking for interfaces is not.
    if (value instanceof String) {
      return STRING;
    } else if (value instanceof Long || value instanceof BigDecimal) {
      return NUMBER;
    } else if (value instanceof Boolean) {
      return BOOLEAN;
    } else if (value == null) {
      return NULL;
    }
    Kind temporal = ofTemporal(value);
    return temporal == NULL ? ofStructure(value) : temporal;
  }

  private static Kind ofTemporal(Object value) {
    if (value instanceof LocalDate) {
      return DATE;
    } else if (value instanceof ZonedDateTime || value instanceof LocalDateTime) {
      return DATE_TIME;
    } else if (value instanceof LocalTime
        || value instanceof OffsetTime
        || value instanceof ZonedTime) {
      return TIME;
    } else if (value instanceof Duration) {
      return DAYS;
    }
    return value instanceof Period ? MONTHS : NULL;
  }

  private static Kind ofStructure(Object value) {
    if (value instanceof FeelRange || value instanceof PointTest) {
      return RANGE;
    } else if (value instanceof DataArray || value instanceof List) {
      return LIST;
    } else if (value instanceof DataObject || value instanceof Map) {
      return CONTEXT;
    }
    return value instanceof FeelFunction ? FUNCTION : NULL;
  }
}
