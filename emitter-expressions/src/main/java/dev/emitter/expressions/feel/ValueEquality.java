package dev.emitter.expressions.feel;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality of values: table 53. True, false, or null for values of different kinds. */
final class ValueEquality {

  private ValueEquality() {}

  static @Nullable Boolean equal(Run run, @Nullable Object a, @Nullable Object b) {
    if (a instanceof String x && b instanceof String y) {
      run.chargeComparison(x, y);
      return x.equals(y);
    }
    if (a == null || b == null) {
      return a == b;
    }
    Kind kind = Kind.of(a);
    Kind other = Kind.of(b);
    if (kind != other) {
      return unlike(run, a, kind, b, other);
    }
    return switch (kind) {
      case BOOLEAN -> a.equals(b);
      case LIST -> lists(run, Lists.of(a), Lists.of(b));
      case CONTEXT -> contexts(run, a, b);
      case RANGE -> ranges(run, a, b);
      case FUNCTION -> Objects.equals(a, b);
      case TIME, DATE_TIME -> !Order.onlyOneIsLocal(a, b) && Order.compare(a, b) == 0;
      default -> Order.compare(a, b) == 0;
    };
  }

  /** Returns whether values are equal, taking values of different kinds for different. */
  static boolean same(Run run, @Nullable Object a, @Nullable Object b) {
    return Boolean.TRUE.equals(equal(run, a, b));
  }

  /** A list of one item equals its item. */
  private static @Nullable Boolean unlike(Run run, Object a, Kind kind, Object b, Kind other) {
    boolean first = kind == Kind.LIST && Lists.of(a).size() == 1;
    if (!first && !(other == Kind.LIST && Lists.of(b).size() == 1)) {
      return null;
    }
    run.enter(2);
    run.charge(1);
    Boolean equal =
        first
            ? equal(run, Lists.item(Lists.of(a), 0), b)
            : equal(run, a, Lists.item(Lists.of(b), 0));
    run.leave(2);
    return equal;
  }

  private static boolean lists(Run run, List<@Nullable Object> a, List<@Nullable Object> b) {
    if (a.size() != b.size()) {
      return false;
    }
    run.enter(4);
    boolean equal = true;
    for (int i = 0; i < a.size() && equal; i++) {
      run.charge(2);
      equal = same(run, Lists.item(a, i), Lists.item(b, i));
    }
    run.leave(4);
    return equal;
  }

  private static boolean contexts(Run run, Object a, Object b) {
    if (Contexts.size(a) != Contexts.size(b)) {
      return false;
    }
    run.enter(4);
    boolean equal = true;
    for (String key : Contexts.keys(run, a)) {
      equal =
          equal && Contexts.has(b, key) && same(run, Contexts.get(a, key), Contexts.get(b, key));
    }
    run.leave(4);
    return equal;
  }

  private static boolean ranges(Run run, Object a, Object b) {
    if (a instanceof FeelRange x && b instanceof FeelRange y) {
      return x.startIncluded() == y.startIncluded()
          && x.endIncluded() == y.endIncluded()
          && same(run, x.start(), y.start())
          && same(run, x.end(), y.end());
    }
    return a instanceof PointTest x
        && b instanceof PointTest y
        && x.comparator() == y.comparator()
        && same(run, x.point(), y.point());
  }
}
