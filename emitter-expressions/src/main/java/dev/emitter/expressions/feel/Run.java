package dev.emitter.expressions.feel;

import dev.emitter.expressions.DataArray;
import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import dev.emitter.expressions.SourcePosition;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation: its data, the variables of the function it is in, what is left of its budget, and
 * the reasons for nulls.
 */
final class Run {

  private static final @Nullable Object[] NO_SLOTS = new Object[0];
  private static final int MOST_REASONS = 5;
  private static final int STEPS_PER_FAILURE = 4;
  private static final int CHARACTERS_PER_STEP = 32;
  private static final int DEEPEST = 500;

  final DataObject data;
  @Nullable Object[] slots;
  private final Setting setting;
  private final @Nullable SharedSteps shared;
  private int steps;
  private int depth;
  private int position;
  private List<Reason> reasons = List.of();
  private boolean failed;

  Run(DataObject data, int slots, Setting setting) {
    this(data, slots, setting, null);
  }

  /**
   * Creates an evaluation.
   *
   * @param shared what is left for it and those after it, or null if it has a budget of its own
   */
  Run(DataObject data, int slots, Setting setting, @Nullable SharedSteps shared) {
    this.data = data;
    this.slots = slots == 0 ? NO_SLOTS : new Object[slots];
    this.setting = setting;
    this.shared = shared;
    this.steps = shared == null ? setting.budget().steps() : shared.left();
  }

  /** Returns how many steps are left; less than none once they did not suffice. */
  int stepsLeft() {
    return steps;
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
    return reasons;
  }

  /** Sets where in the source reasons without a position of their own belong. */
  void at(int newPosition) {
    position = newPosition;
  }

  /**
   * Notes why a part of the expression is null, and returns that null. If the data lacks something
   * before anything else went wrong, that is taken for the cause.
   */
  @Nullable Object fail(String message) {
    return fail(position, message);
  }

  @Nullable Object fail(int offset, String message) {
    return fail(offset, message, !reasons.isEmpty() && reasons.get(0).missingData());
  }

  /** Notes a failure that missing data cannot explain, and returns null. */
  @Nullable Object mistake(String message) {
    return mistake(position, message);
  }

  @Nullable Object mistake(int offset, String message) {
    return fail(offset, message, false);
  }

  /** Notes that an item of the data is null, and returns null. */
  @Nullable Object lack(String message) {
    return fail(position, message, true);
  }

  private @Nullable Object fail(int offset, String message, boolean missingData) {
    if (isFull() && (failed || missingData)) {
      charge(STEPS_PER_FAILURE);
      return null;
    }
    return note(new Reason(source(offset), message, missingData));
  }

  /**
   * Notes why a part of the expression is null, and returns that null. There is always room for the
   * first failure, however much the data lacks.
   */
  @Nullable Object note(Reason reason) {
    if (reasons.isEmpty()) {
      reasons = List.of(reason);
    } else if (isFull() && (failed || reason.missingData())) {
      charge(STEPS_PER_FAILURE);
      return null;
    } else {
      List<Reason> more =
          new ArrayList<>(reasons.subList(0, Math.min(reasons.size(), MOST_REASONS - 1)));
      more.add(reason);
      reasons = more;
    }
    failed |= !reason.missingData();
    return null;
  }

  private boolean isFull() {
    return reasons.size() >= MOST_REASONS;
  }

  SourcePosition source(int offset) {
    return SourcePosition.of(setting.source().text(), offset);
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
      throw new BudgetExhausted(
          shared == null
              ? "the evaluation took more than " + budget().steps() + " steps"
              : shared.exhausted());
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

  /** Charges for reading a value: the items of a list themselves are not looked into. */
  void chargeValue(@Nullable Object value) {
    if (value instanceof String text) {
      chargeReading(text.length());
    } else if (value instanceof BigDecimal number) {
      charge(Numbers.weight(number));
    } else if (value instanceof DataArray || value instanceof List) {
      charge(1 + Lists.of(value).size());
    }
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
