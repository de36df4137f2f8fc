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
  public @Nullable Object eval(Run run) {
    Object callee = function.eval(run);
    @Nullable Object[] values = new Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).eval(run);
    }
    run.at(position);
    if (!(callee instanceof FeelFunction target)) {
      return run.fail(Kind.of(callee).shown + " is not a function");
    }
    return names == null ? target.invoke(run, values) : target.invoke(run, names, values);
  }
}
