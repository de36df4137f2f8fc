package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** The comparison operators: section 3.4.2. */
enum Comparator {
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL;

  static @Nullable Comparator of(Token token) {
    if (token.kind() != TokenKind.SYMBOL) {
      return null;
    }
    return switch (token.text()) {
      case "=" -> EQUAL;
      case "!=", "<>" -> NOT_EQUAL;
      case "<" -> LESS;
      case "<=" -> LESS_OR_EQUAL;
      case ">" -> GREATER;
      case ">=" -> GREATER_OR_EQUAL;
      default -> null;
    };
  }

  /** Returns whether it compares values of any type, not integers alone. */
  boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  boolean accepts(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
