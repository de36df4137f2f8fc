package dev.emitter.expressions.cesql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a built-in function: section 3.5. */
final class CallNode implements Node {

  private final int position;
  private final Function function;
  private final Node[] arguments;

  CallNode(int position, Function function, List<Node> arguments) {
    this.position = position;
    this.function = function;
    this.arguments = arguments.toArray(new Node[0]);
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      Object value = arguments[i].eval(run);
      if (value == null) {
        return null;
      }
      values[i] = value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = run.cast(position, function.parameter(i), values[i]);
    }
    return run.ended(this, function.body().call(run, position, values));
  }

  @Override
  public CesqlType type() {
    return function.returns();
  }
}
