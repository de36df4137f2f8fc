package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** The comparison operators. */
enum Comparator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  final String symbol;

  Comparator(String symbol) {
    this.symbol = symbol;
  }

  static @Nullable Comparator of(Token token) {
    if (token.kind() == TokenKind.SYMBOL) {
      for (Comparator comparator : values()) {
        if (comparator.symbol.equals(token.text())) {
          return comparator;
        }
      }
    }
    return null;
  }

  /** Returns whether the sign of a comparison's outcome satisfies this operator. */
  boolean accepts(int sign) {
    return switch (this) {
      case EQUAL -> sign == 0;
      case NOT_EQUAL -> sign != 0;
      case LESS -> sign < 0;
      case LESS_OR_EQUAL -> sign <= 0;
      case GREATER -> sign > 0;
      case GREATER_OR_EQUAL -> sign >= 0;
    };
  }

  boolean isEquality() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  /** Returns the operator that says the same with its sides exchanged. */
  Comparator mirrored() {
    return switch (this) {
      case EQUAL, NOT_EQUAL -> this;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
    };
  }
}
