package dev.emitter.expressions.cesql;

import java.util.List;

/**
 * A built-in function: section 3.5.
 *
 * @param parameters the types that arguments are cast to
 * @param variadic whether the last parameter takes any number of arguments, also none
 */
record Function(
    String name, CesqlType returns, List<CesqlType> parameters, boolean variadic, Body body) {

  /** What a function does. */
  interface Body {

    /**
     * Returns the value.
     *
     * @param position where the call is
     * @param arguments the arguments, cast to the types of the parameters
     */
    Object call(Run run, int position, Object[] arguments);
  }

  boolean takes(int arguments) {
    return variadic ? arguments >= parameters.size() - 1 : arguments == parameters.size();
  }

  CesqlType parameter(int index) {
    return parameters.get(Math.min(index, parameters.size() - 1));
  }

  /** Returns how a message names the numbers of arguments that it takes. */
  String arity() {
    return variadic ? "at least " + (parameters.size() - 1) : "" + parameters.size();
  }
}
