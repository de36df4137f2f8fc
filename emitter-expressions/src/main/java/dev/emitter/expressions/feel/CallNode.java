package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function that evaluation finds out.
 *
 * @param names the arguments' names, or null if they have none
 */
record CallNode(int position, Node function, @Nullable List<String> names, List<Node> arguments)
    implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Object callee = function.eval(frame);
    @Nullable Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).eval(frame);
    }
    frame.run.at(position);
    if (!(callee instanceof FeelFunction target)) {
      return frame.run.fail(Kind.of(callee).shown + " is not a function");
    }
    return names == null
        ? target.invoke(frame.run, values)
        : target.invoke(frame.run, names, values);
  }
}
