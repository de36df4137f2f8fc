package dev.emitter.expressions.feel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tests of a value, of which one must hold. */
final class InNode implements Node {

  /** Stands for a slot where no test looks for the value itself. */
  static final int NO_SLOT = -1;

  private final Node value;
  private final int slot;
  private final Test[] tests;

  /** Creates the node of tests that find their value in a slot, or are told it. */
  InNode(Node value, int slot, List<Test> tests) {
    this.value = value;
    this.slot = slot;
    this.tests = tests.toArray(new Test[0]);
  }

  Node value() {
    return value;
  }

  List<Test> tests() {
    return List.of(tests);
  }

  @Override
  public @Nullable Object eval(Run run) {
    Object subject = value.eval(run);
    if (slot != NO_SLOT) {
      run.slots[slot] = subject;
    }
    Object any = false;
    for (Test test : tests) {
      any = Logic.or(any, test.holds(run, subject));
      if (Boolean.TRUE.equals(any)) {
        return true;
      }
    }
    return any;
  }

  /** A test of a value. */
  interface Test {
    @Nullable Object holds(Run run, @Nullable Object subject);
  }

  /** A comparison with an endpoint. */
  record Compared(int position, Comparator comparator, Node endpoint) implements Test {
    @Override
    public @Nullable Object holds(Run run, @Nullable Object subject) {
      return ComparisonNode.compare(run, position, comparator, subject, endpoint.eval(run));
    }
  }

  /** An expression over the value itself, whose outcome is the test's if it is a boolean. */
  record Condition(int position, Node condition) implements Test {
    @Override
    public @Nullable Object holds(Run run, @Nullable Object subject) {
      Object outcome = condition.eval(run);
      return outcome == null || outcome instanceof Boolean
          ? outcome
          : RangeTests.in(run, position, subject, outcome);
    }
  }

  /** A value that may be a range, a list, or one to be equal to. */
  record Contained(int position, Node container) implements Test {
    @Override
    public @Nullable Object holds(Run run, @Nullable Object subject) {
      return RangeTests.in(run, position, subject, container.eval(run));
    }
  }

  /**
   * A range that is written here, which stands for two comparisons (table 55): the other end may
   * decide where one is null.
   */
  record Within(RangeNode range) implements Test {
    @Override
    public @Nullable Object holds(Run run, @Nullable Object subject) {
      Object start = range.start().eval(run);
      Object end = range.end().eval(run);
      if (start != null && end != null) {
        FeelRange whole = range.of(run, start, end);
        return whole == null ? null : RangeTests.contains(run, range.position(), whole, subject);
      }
      return Logic.and(
          RangeTests.above(run, range.position(), subject, start, range.startIncluded()),
          RangeTests.below(run, range.position(), subject, end, range.endIncluded()));
    }
  }
}
