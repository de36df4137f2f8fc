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
        : (Object) comparator.accepts(order);
  }

  /** A list of one item is compared as its item. */
  private static @Nullable Object unordered(
      Run run, int position, Comparator comparator, @Nullable Object a, @Nullable Object b) {
    Object left = Coercion.to(Kind.of(b), a);
    Object right = Coercion.to(Kind.of(a), b);
    int order = Kind.of(a) == Kind.LIST ? Order.compare(left, b) : Order.compare(a, right);
    return order == Order.NONE
        ? fail(run, position, comparator, a, b)
        : (Object) comparator.accepts(order);
  }

  private static @Nullable Object fail(
      Run run, int position, Comparator comparator, @Nullable Object a, @Nullable Object b) {
    return run.fail(position, message(comparator, Kind.of(a), Kind.of(b)));
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
    return a.shown + " " + comparator.symbol + " " + b.shown + " cannot be compared" + hint;
  }
}
