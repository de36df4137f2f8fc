package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A call of a built-in function where it is known which of its signatures is meant. */
final class BuiltinCallNode implements Node {

  private final int position;
  private final Builtin builtin;
  private final Signature signature;
  private final Signature.Parameter[] parameters;
  private final Node[] arguments;

  BuiltinCallNode(int position, Builtin builtin, Signature signature, Node[] arguments) {
    this.position = position;
    this.builtin = builtin;
    this.signature = signature;
    this.parameters = signature.parameters().toArray(new Signature.Parameter[0]);
    this.arguments = arguments;
  }

  @Override
  public @Nullable Object eval(Run run) {
    int count = arguments.length;
    @Nullable Object[] values = new Object[signature.variadic() ? count : parameters.length];
    for (int i = 0; i < count; i++) {
      values[i] = arguments[i].eval(run);
    }
    return invoke(run, values);
  }

  /** Calls the function with as many arguments as there are in the call. */
  @Nullable Object invoke(Run run, @Nullable Object[] values) {
    run.at(position);
    return accepts(values)
        ? signature.body().apply(run, values)
        : builtin.invoke(run, signature, values, arguments.length);
  }

  /** Returns whether the function takes these values as they are. */
  private boolean accepts(@Nullable Object[] values) {
    boolean accepted = !signature.variadic();
    for (int i = 0; accepted && i < arguments.length; i++) {
      accepted = parameters[i].accepts(values[i]);
    }
    return accepted;
  }
}
