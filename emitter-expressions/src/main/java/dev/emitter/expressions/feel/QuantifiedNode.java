package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * A quantifier in three-valued logic, which ends with the item that decides it.
 *
 * @param position where the condition starts
 */
record QuantifiedNode(int position, boolean every, Iterations iterations, Node condition)
    implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    Verdict verdict = new Verdict(!every, position, condition);
    return switch (iterations.run(run, verdict)) {
      case STOPPED -> !every;
      case FINISHED -> verdict.certain ? (Object) every : null;
      case IMPOSSIBLE -> null;
    };
  }

  /** What is known after some of the items. */
  private static final class Verdict implements Iterations.Step {

    private final Boolean decisive;
    private final int position;
    private final Node condition;
    private boolean certain = true;

    Verdict(Boolean decisive, int position, Node condition) {
      this.decisive = decisive;
      this.position = position;
      this.condition = condition;
    }

    @Override
    public boolean run(Run run) {
      Object value = condition.eval(run);
      certain &= Logic.isKnown(run, position, value);
      return !decisive.equals(value);
    }
  }
}
