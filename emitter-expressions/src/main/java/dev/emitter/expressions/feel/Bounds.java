package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/**
 * A point or range as the relations of table 78 see it. A missing start lies before, and a missing
 * end after, anything else.
 */
record Bounds(
    @Nullable Object start, boolean startIncluded, @Nullable Object end, boolean endIncluded) {

  static Bounds of(FeelRange range) {
    return new Bounds(range.start(), range.startIncluded(), range.end(), range.endIncluded());
  }

  static Bounds ofPoint(Object point) {
    return new Bounds(point, true, point, true);
  }

  /** Charges for the few comparisons of the points with any others. */
  void charge(Run run) {
    run.chargeComparison(start, start);
    run.chargeComparison(end, end);
  }

  boolean comparableWith(Bounds other) {
    Object a = start == null ? end : start;
    Object b = other.start == null ? other.end : other.start;
    return Order.compare(a, b) != Order.NONE;
  }

  /** Returns whether this ends before the other starts, having no point in common with it. */
  boolean endsBefore(Bounds other) {
    if (end == null || other.start == null) {
      return false;
    }
    int order = Order.compare(end, other.start);
    return order < 0 || (order == 0 && !(endIncluded && other.startIncluded));
  }

  boolean meets(Bounds other) {
    return end != null
        && other.start != null
        && endIncluded
        && other.startIncluded
        && Order.compare(end, other.start) == 0;
  }

  /** Returns a negative number if this starts before the other, 0 if at the same place. */
  int startOrder(Bounds other) {
    if (start == null || other.start == null) {
      return Boolean.compare(start != null, other.start != null);
    }
    int order = Order.compare(start, other.start);
    return order != 0 ? order : Boolean.compare(other.startIncluded, startIncluded);
  }

  /** Returns a negative number if this ends before the other, 0 if at the same place. */
  int endOrder(Bounds other) {
    if (end == null || other.end == null) {
      return Boolean.compare(end == null, other.end == null);
    }
    int order = Order.compare(end, other.end);
    return order != 0 ? order : Boolean.compare(endIncluded, other.endIncluded);
  }

  boolean within(Bounds other) {
    return startOrder(other) >= 0 && endOrder(other) <= 0;
  }

  boolean overlapsBefore(Bounds other) {
    return startOrder(other) < 0
        && !endsBefore(other)
        && endOrder(other) <= 0
        && !other.endsBefore(this);
  }
}
