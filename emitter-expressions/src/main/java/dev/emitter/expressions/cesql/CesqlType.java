package dev.emitter.expressions.cesql;

/** The types of CloudEvents SQL: section 3.1. */
public enum CesqlType {
  /** A string: {@link String}. */
  STRING("a string"),
  /** A signed integer of 32 bits: {@link Integer}. */
  INTEGER("an integer"),
  /** A boolean: {@link Boolean}. */
  BOOLEAN("a boolean");

  final String shown;

  CesqlType(String shown) {
    this.shown = shown;
  }

  /** Returns the zero value, which stands in for a value that an error leaves open. */
  Object zero() {
    return switch (this) {
      case STRING -> "";
      case INTEGER -> 0;
      case BOOLEAN -> false;
    };
  }

  /** Returns the type of a value. */
  static CesqlType of(Object value) {
    if (value instanceof String) {
      return STRING;
    }
    return value instanceof Integer ? INTEGER : BOOLEAN;
  }
}
