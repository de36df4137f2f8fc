package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A name that the data may have, and that is a built-in function otherwise. */
record BuiltinNameNode(String name, Builtin builtin) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object value = Values.of(frame.data.member(name));
    return value == null ? builtin : value;
  }
}
