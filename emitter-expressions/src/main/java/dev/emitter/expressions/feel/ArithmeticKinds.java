package dev.emitter.expressions.feel;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of what arithmetic gives: tables 56 to 61, as {@link Arithmetic} has them. */
final class ArithmeticKinds {

  private static final Set<Kind> MOMENTS = EnumSet.of(Kind.DATE, Kind.TIME, Kind.DATE_TIME);
  private static final Set<Kind> DURATIONS = EnumSet.of(Kind.DAYS, Kind.MONTHS);

  private ArithmeticKinds() {}

  /** Returns what an operation can give; only null if there is none for any of the kinds. */
  static PossibleValues of(Operator operator, PossibleValues left, PossibleValues right) {
    EnumSet<Kind> kinds = EnumSet.of(Kind.NULL);
    for (Kind a : left.kinds()) {
      for (Kind b : right.kinds()) {
        kinds.add(result(operator, a, b));
      }
    }
    return PossibleValues.of(kinds);
  }

  /** Returns the kind of a result; {@link Kind#NULL} if there is none. */
  private static Kind result(Operator operator, Kind a, Kind b) {
    return switch (operator) {
      case ADD -> sum(a, b);
      case SUBTRACT -> difference(a, b);
      case MULTIPLY -> product(a, b);
      case DIVIDE -> quotient(a, b);
      case POWER -> a == Kind.NUMBER && b == Kind.NUMBER ? Kind.NUMBER : Kind.NULL;
    };
  }

  private static Kind sum(Kind a, Kind b) {
    if (a == b && (a == Kind.NUMBER || a == Kind.STRING || DURATIONS.contains(a))) {
      return a;
    }
    return moves(a, b) ? a : moves(b, a) ? b : Kind.NULL;
  }

  private static boolean moves(Kind moment, Kind duration) {
    return MOMENTS.contains(moment)
        && (duration == Kind.DAYS || (duration == Kind.MONTHS && moment != Kind.TIME));
  }

  private static Kind difference(Kind a, Kind b) {
    if (a == b && (a == Kind.NUMBER || DURATIONS.contains(a))) {
      return a;
    }
    boolean times = a == Kind.TIME && b == Kind.TIME;
    boolean dates = MOMENTS.contains(a) && MOMENTS.contains(b) && a != Kind.TIME && b != Kind.TIME;
    return moves(a, b) ? a : times || dates ? Kind.DAYS : Kind.NULL;
  }

  private static Kind product(Kind a, Kind b) {
    if (b == Kind.NUMBER) {
      return a == Kind.NUMBER || DURATIONS.contains(a) ? a : Kind.NULL;
    }
    return a == Kind.NUMBER && DURATIONS.contains(b) ? b : Kind.NULL;
  }

  private static Kind quotient(Kind a, Kind b) {
    if (a == b && DURATIONS.contains(a)) {
      return Kind.NUMBER;
    }
    return b == Kind.NUMBER && (a == Kind.NUMBER || DURATIONS.contains(a)) ? a : Kind.NULL;
  }
}
