package dev.emitter.expressions.cesql;

import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Attributes as values of the language: what is of no type of its own is a string. */
final class AttributeValue {

  private AttributeValue() {}

  /** Returns the value, or null for null and what cannot be an attribute. */
  static @Nullable Object of(@Nullable Object attribute) {
    if (attribute instanceof String
        || attribute instanceof Integer
        || attribute instanceof Boolean) {
      return attribute;
    }
    return attribute == null ? null : converted(attribute);
  }

  private static @Nullable Object converted(Object attribute) {
    if (attribute instanceof Long || attribute instanceof Short || attribute instanceof Byte) {
      long value = ((Number) attribute).longValue();
      return value == (int) value ? (Object) (int) value : attribute.toString();
    } else if (attribute instanceof OffsetDateTime || attribute instanceof ZonedDateTime) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((TemporalAccessor) attribute);
    } else if (attribute instanceof Number
        || attribute instanceof TemporalAccessor
        || attribute instanceof URI) {
      return attribute.toString();
    }
    return null;
  }
}
