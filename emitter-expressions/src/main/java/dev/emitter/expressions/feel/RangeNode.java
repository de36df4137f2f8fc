package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A range between two endpoints of one kind, in order. */
record RangeNode(int position, boolean startIncluded, Node start, Node end, boolean endIncluded)
    implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return of(run, position, startIncluded, start.eval(run), end.eval(run), endIncluded);
  }

  static @Nullable Object of(
      Run run,
      int position,
      boolean startIncluded,
      @Nullable Object start,
      @Nullable Object end,
      boolean endIncluded) {
    run.chargeComparison(start, end);
    int order = Order.compare(start, end);
    if (order == Order.NONE) {
      return run.fail(
          position,
          "a range from " + Kind.of(start).shown + " to " + Kind.of(end).shown + " is no range");
    }
    if (order > 0) {
      return run.fail(position, "the end of the range is before its start");
    }
    return new FeelRange(startIncluded, start, end, endIncluded);
  }
}
