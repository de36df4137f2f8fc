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

    @Nullable Sequence sequence(Frame frame) {
      Object start = domain.eval(frame);
      return end == null
          ? Sequence.of(frame.run, start)
          : Sequence.between(frame.run, start, end.eval(frame), false, false);
    }
  }

  /** What to do with every combination of values; returns whether to go on. */
  interface Step {
    boolean run(Frame frame);
  }

  enum Outcome {
    FINISHED,
    STOPPED,
    /** A domain could not be iterated over. */
    IMPOSSIBLE
  }

  Outcome run(Frame frame, Step step) {
    return run(frame, step, 0);
  }

  private Outcome run(Frame frame, Step step, int depth) {
    if (depth == variables.size()) {
      frame.run.charge(weight);
      return step.run(frame) ? Outcome.FINISHED : Outcome.STOPPED;
    }
    Sequence sequence = variables.get(depth).sequence(frame);
    if (sequence == null) {
      return Outcome.IMPOSSIBLE;
    }
    for (long i = 0; i < sequence.size(); i++) {
      frame.run.charge(1);
      frame.slots[variables.get(depth).slot()] = sequence.get(i);
      Outcome outcome = run(frame, step, depth + 1);
      if (outcome != Outcome.FINISHED) {
        return outcome;
      }
    }
    return Outcome.FINISHED;
  }
}
