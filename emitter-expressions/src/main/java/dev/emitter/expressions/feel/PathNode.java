package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import org.jspecify.annotations.Nullable;

/** A member of a value that is not itself a path of the data. */
record PathNode(int position, Node source, String member) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object value = source.eval(frame);
    if (value instanceof DataObject object) {
      Object found = Values.of(object.member(member));
      return found == null ? fail(frame) : found;
    }
    Object result = Properties.get(frame.run, position, value, member);
    return result == null ? fail(frame) : result;
  }

  private @Nullable Object fail(Frame frame) {
    return frame.run.miss(position, "there is no \"" + member + "\" here, or it is null");
  }
}
