package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** A compiled part of an expression. Immutable and thread-safe: all state is in the run. */
interface Node {

  /** Returns a string, an integer or a boolean, or null if the run has failed. */
  @Nullable Object eval(Run run);

  /** Returns the type of every value, or null if only the event tells it. */
  @Nullable CesqlType type();
}
