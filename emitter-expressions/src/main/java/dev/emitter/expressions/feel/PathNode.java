package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A member of a value that is not itself a path of the data. */
record PathNode(int position, Node source, String member) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object value = source.eval(frame);
    Object result = Properties.get(frame.run, position, value, member);
    return result == null
        ? frame.run.fail(position, "there is no \"" + member + "\" here, or it is null")
        : result;
  }
}
