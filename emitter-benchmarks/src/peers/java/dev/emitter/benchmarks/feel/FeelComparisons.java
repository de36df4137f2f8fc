package dev.emitter.benchmarks.feel;

import dev.emitter.benchmarks.compare.Comparison;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The comparisons of FEEL engines. */
public final class FeelComparisons {

  private FeelComparisons() {}

  /** Returns evaluation and compilation of filters. */
  public static List<Comparison> all() {
    return List.of(
        new Comparison(
            "Evaluate a filter",
            FilterEvaluation.class,
            "filter",
            "engine",
            FeelComparisons::shown),
        new Comparison(
            "Parse and compile a filter",
            FilterCompilation.class,
            "filter",
            "engine",
            FeelComparisons::shown));
  }

  private static String shown(String constant) {
    return Stream.concat(Arrays.stream(Filter.values()), Arrays.stream(Engine.values()))
        .filter(value -> value.name().equals(constant))
        .map(Object::toString)
        .findFirst()
        .orElse(constant);
  }
}
