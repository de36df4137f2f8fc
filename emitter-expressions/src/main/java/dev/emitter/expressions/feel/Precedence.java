package dev.emitter.expressions.feel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How strongly operators between two operands bind, from the weakest on. */
enum Precedence {
  DISJUNCTION,
  CONJUNCTION,
  COMPARISON,
  SUM,
  PRODUCT,
  POWER;

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "+", Operator.ADD,
          "-", Operator.SUBTRACT,
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "**", Operator.POWER);

  static @Nullable Operator operator(Token token) {
    return token.kind() == TokenKind.SYMBOL ? OPERATORS.get(token.text()) : null;
  }

  /** Returns the precedence of an operator, or null if the tokens are none. */
  static @Nullable Precedence of(Token token, Token following) {
    Operator operator = operator(token);
    if (operator != null) {
      return switch (operator) {
        case ADD, SUBTRACT -> SUM;
        case MULTIPLY, DIVIDE -> PRODUCT;
        case POWER -> POWER;
      };
    }
    return token.isWord()
        ? ofWord(token, following)
        : Comparator.of(token) == null ? null : COMPARISON;
  }

  private static @Nullable Precedence ofWord(Token word, Token following) {
    return switch (word.text()) {
      case "or" -> DISJUNCTION;
      case "and" -> CONJUNCTION;
      case "in", "between" -> COMPARISON;
      case "instance" -> following.is("of") ? COMPARISON : null;
      default -> null;
    };
  }

  /** Returns whether this binds at least as strongly as another. */
  boolean binds(Precedence other) {
    return compareTo(other) >= 0;
  }

  /**
   * Returns what the right operand of this is made of: operators that bind more strongly, if any
   * do.
   */
  @Nullable Precedence tighter() {
    return switch (this) {
      case DISJUNCTION -> CONJUNCTION;
      case CONJUNCTION -> COMPARISON;
      case COMPARISON -> SUM;
      case SUM -> PRODUCT;
      case PRODUCT -> POWER;
      case POWER -> null;
    };
  }
}
