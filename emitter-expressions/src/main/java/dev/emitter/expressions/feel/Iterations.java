package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a loop, nested from left to right.
 *
 * @param weight what evaluating the innermost expression costs
 */
record Iterations(List<Variable> variables, int weight) {

  /** A variable and what it runs over: a value, or from one to another. */
  record Variable(int slot, Node domain, @Nullable Node end) {

    @Nullable Sequence sequence(Run run) {
      Object start = domain.eval(run);
      return end == null
          ? Sequence.of(run, start)
          : Sequence.between(run, start, end.eval(run), false, false);
    }
  }

  /** What to do with every combination of values; returns whether to go on. */
  interface Step {
    boolean run(Run run);
  }

  enum Outcome {
    FINISHED,
    STOPPED,
    /** A domain could not be iterated over. */
    IMPOSSIBLE
  }

  Outcome run(Run run, Step step) {
    return run(run, step, 0);
  }

  private Outcome run(Run run, Step step, int depth) {
    if (depth == variables.size()) {
      run.charge(weight);
      return step.run(run) ? Outcome.FINISHED : Outcome.STOPPED;
    }
    Sequence sequence = variables.get(depth).sequence(run);
    if (sequence == null) {
      return Outcome.IMPOSSIBLE;
    }
    for (long i = 0; i < sequence.size(); i++) {
      run.charge(1);
      run.slots[variables.get(depth).slot()] = sequence.get(i);
      Outcome outcome = run(run, step, depth + 1);
      if (outcome != Outcome.FINISHED) {
        return outcome;
      }
    }
    return Outcome.FINISHED;
  }
}
