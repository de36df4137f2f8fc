package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A compiled part of an expression. Immutable and thread-safe: all state is in the run. */
interface Node {

  /** Returns the value in the form that {@link Values#of} gives, or null with a reason noted. */
  @Nullable Object eval(Run run);
}
