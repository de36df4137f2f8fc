package dev.emitter.expressions;

import java.util.Arrays;

/** What is fuzzed, and its share of the time. */
enum FuzzTarget {
  FEEL("feel", "feel.FeelFuzzTarget", 45),
  UNARY_TESTS("unary-tests", "feel.UnaryTestsFuzzTarget", 15),
  REGULAR_EXPRESSION("regular-expression", "feel.RegularExpressionFuzzTarget", 20),
  ROUND_TRIP("round-trip", "feel.RoundTripFuzzTarget", 5),
  CESQL("cesql", "cesql.CesqlFuzzTarget", 15);

  final String shown;
  final String type;
  final int share;

  FuzzTarget(String shown, String type, int share) {
    this.shown = shown;
    this.type = "dev.emitter.expressions." + type;
    this.share = share;
  }

  static FuzzTarget named(String name) {
    return Arrays.stream(values())
        .filter(target -> target.shown.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no fuzz target " + name));
  }
}
