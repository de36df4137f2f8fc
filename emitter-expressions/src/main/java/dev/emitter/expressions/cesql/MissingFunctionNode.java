package dev.emitter.expressions.cesql;

import org.jspecify.annotations.Nullable;

/** A call of a function that there is not: section 3.5. */
record MissingFunctionNode(int position, String name, int arguments) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    run.fail(ErrorKind.MISSING_FUNCTION, position, Functions.missing(name, arguments));
    return run.ended(this, false);
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
