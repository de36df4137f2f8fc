package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** A comparison of any two values. */
record ComparisonNode(int position, Comparator comparator, Node left, Node right) implements Node {

  @Override
  public @Nullable Object eval(Run run) {
    return compare(run, position, comparator, left.eval(run), right.eval(run));
  }

  static @Nullable Object compare(
      Run run, int position, Comparator comparator, @Nullable Object a, @Nullable Object b) {
    if (comparator.isEquality()) {
      Boolean equal = ValueEquality.equal(run, a, b);
      return equal == null
          ? fail(run, position, comparator, a, b)
          : (Object) (equal == (comparator == Comparator.EQUAL));
    }
    run.chargeComparison(a, b);
    int order = Order.compare(a, b);
    return order == Order.NONE
        ? unordered(run, position, comparator, a, b)
        : (Object) holds(comparator, order, a, b);
  }

  /**
   * At least and at most are defined by equality (table 54), which a local time and one with a zone
   * never have.
   */
  private static boolean holds(
      Comparator comparator, int order, @Nullable Object a, @Nullable Object b) {
    return comparator.accepts(order) && (order != 0 || !Order.onlyOneIsLocal(a, b));
  }

  /** A list of one item is compared as its item. */
  private static @Nullable Object unordered(
      Run run, int position, Comparator comparator, @Nullable Object a, @Nullable Object b) {
    boolean first = Kind.of(a) == Kind.LIST;
    Object left = first ? Coercion.to(Kind.of(b), a) : a;
    Object right = first ? b : Coercion.to(Kind.of(a), b);
    int order = Order.compare(left, right);
    return order == Order.NONE
        ? fail(run, position, comparator, a, b)
        : (Object) holds(comparator, order, left, right);
  }

  private static @Nullable Object fail(
      Run run, int position, Comparator comparator, @Nullable Object a, @Nullable Object b) {
    String message = message(comparator, Kind.of(a), Kind.of(b));
    return a == null || b == null ? run.fail(position, message) : run.mistake(position, message);
  }

  private static String message(Comparator comparator, Kind a, Kind b) {
    String hint = "";
    if (a == Kind.STRING ^ b == Kind.STRING) {
      Kind other = a == Kind.STRING ? b : a;
      hint =
          switch (other) {
            case NUMBER -> "; convert the string with number(...)";
            case DATE, TIME, DATE_TIME -> "; convert the string with " + other.typeName + "(...)";
            case DAYS, MONTHS -> "; convert the string with duration(...)";
            default -> "";
          };
    }
    if ((a == Kind.DATE && b == Kind.DATE_TIME) || (a == Kind.DATE_TIME && b == Kind.DATE)) {
      hint = "; compare its date with date(...)";
    }
    return a.shown + " " + comparator.symbol + " " + b.shown + " cannot be compared" + hint;
  }
}
