package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** The comparison operators. */
enum Comparator {
  EQUAL("=", false, true, false),
  NOT_EQUAL("!=", true, false, true),
  LESS("<", true, false, false),
  LESS_OR_EQUAL("<=", true, true, false),
  GREATER(">", false, false, true),
  GREATER_OR_EQUAL(">=", false, true, true);

  final String symbol;
  private final boolean less;
  private final boolean equal;
  private final boolean greater;

  Comparator(String symbol, boolean less, boolean equal, boolean greater) {
    this.symbol = symbol;
    this.less = less;
    this.equal = equal;
    this.greater = greater;
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
    return sign < 0 ? less : sign > 0 ? greater : equal;
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
