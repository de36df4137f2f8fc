package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** Three-valued logic over values, of which all but booleans are unknown. */
final class Logic {

  private Logic() {}

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
