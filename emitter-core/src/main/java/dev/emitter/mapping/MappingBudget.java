package dev.emitter.mapping;

import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.SharedSteps;

/**
 * What a mapping may cost, whoever wrote it: rendering an event, twice what a user's filter may;
 * each event of a list adds a tenth of that.
 */
final class MappingBudget {

  static final int MAX_DEPTH = 32;
  static final int MAX_EXPRESSIONS = 500;
  static final int MAX_VALUES = 5_000;
  static final int MAX_CHARACTERS = 100_000;

  /** Of its steps none count: all expressions of a mapping share theirs. */
  static final ExpressionBudget OVER_ONE = ExpressionBudget.forUsers();

  /** Lists and strings may hold something of each event. */
  static final ExpressionBudget OVER_EACH =
      new ExpressionBudget(
          OVER_ONE.sourceLength(),
          OVER_ONE.nesting(),
          OVER_ONE.nodes(),
          OVER_ONE.regularExpressionSize(),
          OVER_ONE.steps(),
          10 * OVER_ONE.listLength(),
          10 * OVER_ONE.stringLength());

  private static final int STEPS = 2 * OVER_ONE.steps();
  private static final int STEPS_OF_ONE_MORE = STEPS / 20;

  private MappingBudget() {}

  /** Returns what the rendering of so many events may take. */
  static SharedSteps steps(int events) {
    long steps = STEPS + (long) STEPS_OF_ONE_MORE * Math.max(0, events - 1);
    return new SharedSteps((int) Math.min(Integer.MAX_VALUE, steps));
  }
}
