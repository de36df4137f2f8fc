package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A test of a value's type. */
record InstanceOfNode(Node value, Type type) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object subject = value.eval(frame);
    frame.run.charge(1);
    return subject == null
        ? type.equals(new Type.Simple("Null"))
        : type.contains(frame.run, subject);
  }
}
