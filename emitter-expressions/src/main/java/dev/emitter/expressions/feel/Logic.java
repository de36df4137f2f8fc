package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** Three-valued logic over values, of which all but booleans are unknown. */
final class Logic {

  private Logic() {}

  /**
   * Returns whether a value is a boolean. Null is unknown, and the reason for it is noted where it
   * came from; anything else is a failure, wherever it stands.
   */
  static boolean isKnown(Run run, int position, @Nullable Object value) {
    if (value != null && !(value instanceof Boolean)) {
      run.mistake(position, misplaced(Kind.of(value)));
    }
    return value instanceof Boolean;
  }

  /** Returns what is wrong with a value where a boolean is needed, and what to do about it. */
  static String misplaced(Kind kind) {
    String mend =
        switch (kind) {
          case LIST -> "ask with some, every, count(...) or list contains(...)";
          case FUNCTION -> "call it with arguments in brackets";
          default -> "compare it with something";
        };
    return kind.shown + " where true or false is needed; " + mend;
  }

  static @Nullable Boolean and(@Nullable Object a, @Nullable Object b) {
    if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
      return false;
    }
    return (a instanceof Boolean && b instanceof Boolean) ? (Boolean) true : null;
  }

  static @Nullable Boolean or(@Nullable Object a, @Nullable Object b) {
    if (Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)) {
      return true;
    }
    return (a instanceof Boolean && b instanceof Boolean) ? (Boolean) false : null;
  }
}
