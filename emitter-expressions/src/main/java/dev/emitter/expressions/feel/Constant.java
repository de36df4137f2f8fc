package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A value that does not depend on the data. */
record Constant(@Nullable Object value) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return value;
  }
}
