package dev.emitter.event;

import java.math.BigDecimal;
import java.net.URI;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What an extension may be called and may hold (specification 1.0, "Type System"). */
final class ExtensionRules {

  private ExtensionRules() {}

  /**
   * Accepts the name of an extension.
   *
   * @throws InvalidEventException if it breaks a rule
   */
  static void requireName(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      throw new InvalidEventException("extension", "has an empty name; name it");
    }
    if (!ContextAttributes.isName(name)) {
      throw new InvalidEventException(
          Shown.quoted(name),
          "an extension's name has only lower-case letters a-z and digits; rename it");
    }
    if (name.equals("data") || ContextAttributes.NAMES.contains(name)) {
      throw new InvalidEventException(
          name, "an extension must not have the name of a CloudEvents attribute; rename it");
    }
  }

  /**
   * Returns the value as one of the types that CloudEvents knows.
   *
   * @throws InvalidEventException if it has another type
   */
  static Object normal(String name, Object value) {
    if (value instanceof Number number && !(value instanceof Integer)) {
      return whole(name, number);
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof URI
        || value instanceof OffsetDateTime) {
      return value;
    }
    throw new InvalidEventException(
        name,
        "is a "
            + value.getClass().getName()
            + "; CloudEvents allows String, Boolean, Integer, URI, byte[] and OffsetDateTime");
  }

  /**
   * Accepts a normal value.
   *
   * @throws InvalidEventException if it breaks a rule
   */
  static void requireValue(String name, Object value) {
    if (value instanceof String text) {
      AttributeRules.requireText(name, text);
    } else if (value instanceof URI uri) {
      AttributeRules.requireUri(name, uri);
    } else if (value instanceof OffsetDateTime time) {
      AttributeRules.requireTime(name, time);
    }
  }

  private static Integer whole(String name, Number number) {
    try {
      return new BigDecimal(number.toString()).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new InvalidEventException(
          name,
          "is not a whole number from -2147483648 to 2147483647, the only numbers CloudEvents has;"
              + " send a String",
          e);
    }
  }
}
