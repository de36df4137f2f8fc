package dev.emitter.expressions.feel;

import org.jspecify.annotations.Nullable;

/** The functions that relate points and ranges: table 78. */
final class RangeFunctions {

  private RangeFunctions() {}

  private interface Relation {
    boolean holds(Bounds a, Bounds b);
  }

  static void register(Builtins.Registry r) {
    add(
        r,
        "before",
        "point1, point2|point, range|range, point|range1, range2",
        (a, b) -> a.endsBefore(b));
    add(
        r,
        "after",
        "point1, point2|point, range|range, point|range1, range2",
        (a, b) -> b.endsBefore(a));
    add(r, "meets", "range1, range2", Bounds::meets);
    add(r, "met by", "range1, range2", (a, b) -> b.meets(a));
    add(r, "overlaps", "range1, range2", Bounds::overlaps);
    add(r, "overlaps before", "range1, range2", Bounds::overlapsBefore);
    add(r, "overlaps after", "range1, range2", (a, b) -> b.overlapsBefore(a));
    add(
        r,
        "finishes",
        "point, range|range1, range2",
        (a, b) -> a.endsWith(b) && b.startsNoLater(a));
    add(
        r,
        "finished by",
        "range, point|range1, range2",
        (a, b) -> a.endsWith(b) && a.startsNoLater(b));
    add(r, "includes", "range, point|range1, range2", (a, b) -> b.within(a));
    add(r, "during", "point, range|range1, range2", Bounds::within);
    add(
        r,
        "starts",
        "point, range|range1, range2",
        (a, b) -> a.startsWith(b) && b.endsNoEarlier(a));
    add(
        r,
        "started by",
        "range, point|range1, range2",
        (a, b) -> a.startsWith(b) && a.endsNoEarlier(b));
    add(
        r,
        "coincides",
        "point1, point2|range1, range2",
        (a, b) -> a.startsWith(b) && a.endsWith(b));
  }

  /**
   * Adds a relation with the names of its parameters; names starting with "range" take ranges only.
   */
  private static void add(Builtins.Registry r, String name, String parameters, Relation relation) {
    for (int start = 0; start < parameters.length(); ) {
      int bar = parameters.indexOf('|', start);
      int end = bar < 0 ? parameters.length() : bar;
      int comma = parameters.indexOf(',', start);
      String first = parameters.substring(start, comma).strip();
      String second = parameters.substring(comma + 1, end).strip();
      r.add(
          name,
          first + ":" + kind(first) + ", " + second + ":" + kind(second),
          Kind.BOOLEAN,
          (run, a) -> relate(run, name, relation, a));
      start = end + 1;
    }
  }

  private static String kind(String parameter) {
    return parameter.startsWith("range") ? "range" : "any";
  }

  private static @Nullable Object relate(
      Run run, String name, Relation relation, @Nullable Object[] values) {
    Bounds a = bounds(values[0]);
    Bounds b = bounds(values[1]);
    if (a != null && b != null) {
      a.charge(run);
      b.charge(run);
    }
    if (a == null || b == null || !a.comparableWith(b)) {
      return run.fail(name + ": the arguments must be points or ranges that can be compared");
    }
    return relation.holds(a, b);
  }

  private static @Nullable Bounds bounds(@Nullable Object value) {
    if (value instanceof FeelRange range) {
      return Bounds.of(range);
    }
    return value != null && Order.isOf(Kind.of(value)) ? Bounds.ofPoint(value) : null;
  }
}
