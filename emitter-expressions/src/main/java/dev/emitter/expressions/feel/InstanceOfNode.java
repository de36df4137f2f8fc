package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A test of a value's type. */
record InstanceOfNode(Node value, Type type) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Object subject = value.eval(run);
    run.charge(1);
    return subject == null ? type.equals(new Type.Simple("Null")) : type.contains(run, subject);
  }
}
