package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A call of a built-in function where it is known which of its signatures is meant. */
final class BuiltinCallNode implements Node {

  private final int position;
  private final Builtin builtin;
  private final Signature signature;
  private final Node[] arguments;

  BuiltinCallNode(int position, Builtin builtin, Signature signature, Node[] arguments) {
    this.position = position;
    this.builtin = builtin;
    this.signature = signature;
    this.arguments = arguments;
  }

  @Override
  public @Nullable Object eval(Frame frame) {
    int count = arguments.length;
    @Nullable Object[] values =
        new Object[signature.variadic() ? count : signature.parameters().size()];
    for (int i = 0; i < count; i++) {
      values[i] = arguments[i].eval(frame);
    }
    frame.run.at(position);
    return builtin.invoke(frame.run, signature, values, count);
  }
}
