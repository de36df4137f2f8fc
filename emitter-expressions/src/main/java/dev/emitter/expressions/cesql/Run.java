package dev.emitter.expressions.cesql;

import dev.emitter.expressions.DataObject;
import dev.emitter.expressions.ExpressionBudget;
import dev.emitter.expressions.Reason;
import dev.emitter.expressions.SharedSteps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation: its event, what is left of its budget, and its errors.
 *
 * <p>It fails fast, as section 4.1 suggests for filters: a node with an error ends with {@link
 * #ended}, and every node around it ends with null at once, without a look at its other operands.
 */
final class Run {

  private static final int CHARACTERS_PER_STEP = 32;

  final DataObject event;
  private final Source source;
  private final ExpressionBudget budget;
  private final @Nullable SharedSteps shared;
  private int steps;
  private @Nullable List<Failure> failures;
  private @Nullable Node origin;
  private @Nullable Object value;

  Run(DataObject event, Source source, ExpressionBudget budget) {
    this(event, source, budget, null);
  }

  /**
   * Creates an evaluation.
   *
   * @param shared what is left for it and those after it, or null if it has a budget of its own
   */
  Run(DataObject event, Source source, ExpressionBudget budget, @Nullable SharedSteps shared) {
    this.event = event;
    this.source = source;
    this.budget = budget;
    this.shared = shared;
    this.steps = shared == null ? budget.steps() : shared.left();
  }

  /** Returns how many steps are left; less than none once they did not suffice. */
  int stepsLeft() {
    return steps;
  }

  List<Reason> reasons() {
    return failures == null
        ? List.of()
        : failures.stream().map(failure -> failure.reason(source)).toList();
  }

  boolean hasFailed() {
    return failures != null;
  }

  void fail(ErrorKind kind, int offset, String detail) {
    if (failures == null) {
      failures = new ArrayList<>(2);
    }
    failures.add(new Failure(kind, offset, detail));
  }

  /** Returns the value of a node, or null if it has failed, for which the value is then kept. */
  @Nullable Object ended(Node node, Object result) {
    if (failures == null) {
      return result;
    }
    origin = node;
    value = result;
    return null;
  }

  /**
   * Returns what a failed evaluation gives: the value of the node that failed if that is the whole
   * expression, or the zero value of the expression's type, boolean if it is not known.
   */
  Object failedValue(Node root) {
    if (origin == root && value != null) {
      return value;
    }
    CesqlType type = root.type();
    return type == null ? false : type.zero();
  }

  int integer(int offset, Object operand) {
    if (operand instanceof String text) {
      chargeText(text.length());
    }
    Integer integer = Casts.integer(operand);
    return integer == null ? (int) uncast(offset, CesqlType.INTEGER) : integer;
  }

  boolean bool(int offset, Object operand) {
    Boolean bool = Casts.bool(operand);
    return bool == null ? (boolean) uncast(offset, CesqlType.BOOLEAN) : bool;
  }

  Object cast(int offset, CesqlType type, Object operand) {
    return switch (type) {
      case STRING -> operand.toString();
      case INTEGER -> integer(offset, operand);
      case BOOLEAN -> bool(offset, operand);
    };
  }

  private Object uncast(int offset, CesqlType type) {
    fail(ErrorKind.CAST, offset, "a string is not " + type.shown + " and cannot be cast to it");
    return type.zero();
  }

  /** Charges for reading or building a string. */
  void chargeText(int length) {
    charge(1 + length / CHARACTERS_PER_STEP);
  }

  void charge(int work) {
    steps -= work;
    if (steps < 0) {
      throw new BudgetExhausted(
          shared == null
              ? "the evaluation took more than " + budget.steps() + " steps"
              : shared.exhausted());
    }
  }

  /** Checks the length of a string before it is built, and charges for it. */
  void chargeBuilt(long length) {
    if (length > budget.stringLength()) {
      throw new BudgetExhausted(
          "a string became longer than " + budget.stringLength() + " characters");
    }
    chargeText((int) length);
  }
}
