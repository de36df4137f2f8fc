package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A quantifier in three-valued logic, which ends with the item that decides it. */
record QuantifiedNode(boolean every, Iterations iterations, Node condition) implements Node {

  @Override
  public @Nullable Object eval(Frame frame) {
    Boolean decisive = !every;
    boolean[] certain = {true};
    Iterations.Outcome outcome =
        iterations.run(
            frame,
            f -> {
              Object value = condition.eval(f);
              certain[0] &= value instanceof Boolean;
              return !decisive.equals(value);
            });
    return switch (outcome) {
      case STOPPED -> decisive;
      case FINISHED -> certain[0] ? (Object) every : null;
      case IMPOSSIBLE -> null;
    };
  }
}
