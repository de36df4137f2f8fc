package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** Whether a value is in a range, a list or equal to another value: table 55. */
final class RangeTests {

  private RangeTests() {}

  static @Nullable Object in(Run run, int position, @Nullable Object value, @Nullable Object test) {
    if (test instanceof FeelRange range) {
      return contains(run, position, range, value);
    } else if (test instanceof PointTest point) {
      return ComparisonNode.compare(run, position, point.comparator(), value, point.point());
    } else if (test != null && Kind.of(test) == Kind.LIST) {
      return inList(run, position, value, test);
    }
    return ComparisonNode.compare(run, position, Comparator.EQUAL, value, test);
  }

  private static boolean inList(Run run, int position, @Nullable Object value, Object list) {
    var items = Lists.of(list);
    for (int i = 0; i < items.size(); i++) {
      run.charge(1);
      Object item = Lists.item(items, i);
      boolean isRange = Kind.of(item) == Kind.RANGE;
      if (isRange
          ? Boolean.TRUE.equals(in(run, position, value, item))
          : ValueEquality.same(run, value, item)) {
        return true;
      }
    }
    return Kind.of(value) == Kind.LIST && ValueEquality.same(run, value, list);
  }

  static @Nullable Object contains(Run run, int position, FeelRange range, @Nullable Object value) {
    Object start = range.start();
    Object end = range.end();
    return Logic.and(
        start == null ? true : above(run, position, value, start, range.startIncluded()),
        end == null ? true : below(run, position, value, end, range.endIncluded()));
  }

  static @Nullable Object above(
      Run run, int position, @Nullable Object value, @Nullable Object start, boolean included) {
    Comparator comparator = included ? Comparator.GREATER_OR_EQUAL : Comparator.GREATER;
    return ComparisonNode.compare(run, position, comparator, value, start);
  }

  static @Nullable Object below(
      Run run, int position, @Nullable Object value, @Nullable Object end, boolean included) {
    Comparator comparator = included ? Comparator.LESS_OR_EQUAL : Comparator.LESS;
    return ComparisonNode.compare(run, position, comparator, value, end);
  }
}
