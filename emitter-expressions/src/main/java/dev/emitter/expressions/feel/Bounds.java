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

  private static boolean precedes(Object a, Object b) {
    return Order.compare(a, b) < 0;
  }

  /** Two points of which only one has a zone follow each other in no order and are not the same. */
  private static boolean same(Object a, Object b) {
    return Order.compare(a, b) == 0 && !Order.onlyOneIsLocal(a, b);
  }

  /** Returns whether this ends before the other starts, having no point in common with it. */
  boolean endsBefore(Bounds other) {
    return end != null
        && other.start != null
        && (precedes(end, other.start)
            || (same(end, other.start) && !(endIncluded && other.startIncluded)));
  }

  /** Returns whether this ends where the other starts, or after. */
  private boolean reaches(Bounds other) {
    return end == null || other.start == null || precedes(other.start, end) || meets(other);
  }

  boolean meets(Bounds other) {
    return end != null
        && other.start != null
        && endIncluded
        && other.startIncluded
        && same(end, other.start);
  }

  private boolean startsBefore(Bounds other) {
    if (start == null || other.start == null) {
      return start == null && other.start != null;
    }
    return precedes(start, other.start)
        || (same(start, other.start) && startIncluded && !other.startIncluded);
  }

  boolean startsWith(Bounds other) {
    if (start == null || other.start == null) {
      return start == null && other.start == null;
    }
    return same(start, other.start) && startIncluded == other.startIncluded;
  }

  boolean startsNoLater(Bounds other) {
    return startsBefore(other) || startsWith(other);
  }

  private boolean endsAfter(Bounds other) {
    if (end == null || other.end == null) {
      return end == null && other.end != null;
    }
    return precedes(other.end, end) || (same(end, other.end) && endIncluded && !other.endIncluded);
  }

  boolean endsWith(Bounds other) {
    if (end == null || other.end == null) {
      return end == null && other.end == null;
    }
    return same(end, other.end) && endIncluded == other.endIncluded;
  }

  boolean endsNoEarlier(Bounds other) {
    return endsAfter(other) || endsWith(other);
  }

  boolean within(Bounds other) {
    return other.startsNoLater(this) && other.endsNoEarlier(this);
  }

  boolean overlaps(Bounds other) {
    return reaches(other) && other.reaches(this);
  }

  boolean overlapsBefore(Bounds other) {
    return startsBefore(other) && overlaps(other) && other.endsNoEarlier(this);
  }
}
