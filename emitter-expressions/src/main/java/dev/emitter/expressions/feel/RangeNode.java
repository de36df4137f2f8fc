package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A range between two endpoints of one kind, in order. */
record RangeNode(int position, boolean startIncluded, Node start, Node end, boolean endIncluded)
    implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return of(run, start.eval(run), end.eval(run));
  }

  /** Returns the range between two values; null, with a reason, if they make none. */
  @Nullable FeelRange of(Run run, @Nullable Object start, @Nullable Object end) {
    run.chargeComparison(start, end);
    int order = Order.compare(start, end);
    if (order == Order.NONE) {
      run.fail(
          position,
          "a range from " + Kind.of(start).shown + " to " + Kind.of(end).shown + " is no range");
      return null;
    }
    if (order > 0) {
      run.fail(position, "the end of the range is before its start");
      return null;
    }
    return new FeelRange(startIncluded, start, end, endIncluded);
  }
}
