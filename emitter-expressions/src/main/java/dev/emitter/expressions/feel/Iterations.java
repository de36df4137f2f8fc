package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of a loop, nested from left to right. */
final class Iterations {

  private final Variable[] variables;
  private final int weight;

  /** Creates the variables of a loop whose innermost expression costs so much. */
  Iterations(List<Variable> variables, int weight) {
    this.variables = variables.toArray(new Variable[0]);
    this.weight = weight;
  }

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
    Variable variable = variables[depth];
    Sequence sequence = variable.sequence(run);
    if (sequence == null) {
      return Outcome.IMPOSSIBLE;
    }
    Outcome outcome = Outcome.FINISHED;
    long size = sequence.size();
    for (long i = 0; i < size && outcome == Outcome.FINISHED; i++) {
      run.charge(1);
      run.slots[variable.slot()] = sequence.get(i);
      outcome = depth == variables.length - 1 ? step(run, step) : run(run, step, depth + 1);
    }
    return outcome;
  }

  private Outcome step(Run run, Step step) {
    run.charge(weight);
    return step.run(run) ? Outcome.FINISHED : Outcome.STOPPED;
  }
}
