package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A quantifier in three-valued logic, which ends with the item that decides it. */
record QuantifiedNode(boolean every, Iterations iterations, Node condition) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Verdict verdict = new Verdict(!every, condition);
    return switch (iterations.run(run, verdict)) {
      case STOPPED -> !every;
      case FINISHED -> verdict.certain ? (Object) every : null;
      case IMPOSSIBLE -> null;
    };
  }

  /** What is known after some of the items. */
  private static final class Verdict implements Iterations.Step {

    private final Boolean decisive;
    private final Node condition;
    private boolean certain = true;

    Verdict(Boolean decisive, Node condition) {
      this.decisive = decisive;
      this.condition = condition;
    }

    @Override
    public boolean run(Run run) {
      Object value = condition.eval(run);
      certain &= value instanceof Boolean;
      return !decisive.equals(value);
    }
  }
}
