package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SourcePosition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation: its data, what is left of its budget, and the reasons for nulls. */
final class Run {

  private static final int MOST_REASONS = 5;
  private static final int STEPS_PER_FAILURE = 4;
  private static final int CHARACTERS_PER_STEP = 32;
  private static final int DEEPEST = 500;

  final DataObject data;
  private final Setting setting;
  private int steps;
  private int depth;
  private int position;
  private @Nullable List<Reason> reasons;

  Run(DataObject data, Setting setting) {
    this.data = data;
    this.setting = setting;
    this.steps = setting.budget().steps();
  }

  Clock clock() {
    return setting.clock();
  }

  PatternCache patterns() {
    return setting.patterns();
  }

  ExpressionBudget budget() {
    return setting.budget();
  }

  List<Reason> reasons() {
    return reasons == null ? List.of() : reasons;
  }

  /** Sets where in the source reasons without a position of their own belong. */
  void at(int newPosition) {
    position = newPosition;
  }

  /** Notes why a part of the expression is null, and returns that null. */
  @Nullable Object fail(String message) {
    return fail(position, message);
  }

  @Nullable Object fail(int offset, String message) {
    return note(offset, message, false);
  }

  /** Notes that the data lacks what is read, and returns null in its place. */
  @Nullable Object miss(int offset, String message) {
    return note(offset, message, true);
  }

  private @Nullable Object note(int offset, String message, boolean missing) {
    if (reasons == null) {
      reasons = new ArrayList<>(MOST_REASONS);
    }
    if (reasons.size() < MOST_REASONS) {
      SourcePosition at = SourcePosition.of(setting.source().text(), offset);
      reasons.add(new Reason(at, message, missing));
    } else {
      charge(STEPS_PER_FAILURE);
    }
    return null;
  }

  /** Notes why the evaluation ended early, before all other reasons. */
  void end(BudgetExhausted exhausted) {
    List<Reason> all = new ArrayList<>();
    all.add(new Reason(new SourcePosition(0, 1, 1), String.valueOf(exhausted.getMessage())));
    all.addAll(reasons());
    reasons = all;
  }

  /** Ends the evaluation unless so much of the budget is left, without using it. */
  void require(int work) {
    if (work > steps) {
      steps = -1;
      charge(0);
    }
  }

  void charge(int work) {
    steps -= work;
    if (steps < 0) {
      throw new BudgetExhausted("the evaluation took more than " + budget().steps() + " steps");
    }
  }

  void checkText(int length) {
    if (length < 0 || length > budget().stringLength()) {
      throw new BudgetExhausted(
          "a string became longer than " + budget().stringLength() + " characters");
    }
  }

  void chargeText(int length) {
    checkText(length);
    charge(1 + length / CHARACTERS_PER_STEP);
  }

  /** Charges for reading a string, however long. */
  void chargeReading(int length) {
    charge(1 + length / CHARACTERS_PER_STEP);
  }

  /** Charges for comparing values that are both strings: for every character that may be read. */
  void chargeComparison(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String x && b instanceof String y) {
      charge(Math.min(x.length(), y.length()) / CHARACTERS_PER_STEP);
    }
  }

  void chargeList(int length) {
    checkList(length);
    charge(1 + length);
  }

  void checkList(int length) {
    if (length < 0 || length > budget().listLength()) {
      throw new BudgetExhausted("a list became longer than " + budget().listLength() + " items");
    }
  }

  /** Goes deeper by some levels of recursion, which {@link #leave} ends. */
  void enter(int levels) {
    depth += levels;
    if (depth > DEEPEST) {
      throw new BudgetExhausted("functions or data nest too deep");
    }
  }

  void leave(int levels) {
    depth -= levels;
  }
}
