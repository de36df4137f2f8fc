package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function value. */
sealed interface FeelFunction permits Builtin, UserFunction {

  Type type();

  /** Returns whether the function takes so many arguments. */
  boolean takes(int arguments);

  @Nullable Object invoke(Run run, @Nullable Object[] arguments);

  /** Calls with named arguments, in the order of the call. */
  @Nullable Object invoke(Run run, List<String> names, @Nullable Object[] arguments);
}
