package dev.emitter.expressions.cesql;

import dev.emitter.expressions.Reason;
import org.jspecify.annotations.Nullable;

/** A call of a function that there is not: section 3.5. */
record MissingFunctionNode(Reason missing) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    run.fail(missing);
    return run.ended(this, false);
  }

  @Override
  public CesqlType type() {
    return CesqlType.BOOLEAN;
  }
}
