package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A name that the data may have, and that is a built-in function otherwise. */
record BuiltinNameNode(String name, Builtin builtin) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object value = Values.of(run.data.member(name));
    return value == null ? builtin : value;
  }
}
