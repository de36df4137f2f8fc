package dev.emitter.benchmarks;

import dev.emitter.benchmarks.compare.Comparison;
import dev.emitter.benchmarks.feel.FeelComparisons;
import dev.emitter.benchmarks.matching.Matching;
import dev.emitter.benchmarks.matching.ReadingFields;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/** Compares the library with others, and prints the outcome as Markdown tables. */
public final class Comparisons {

  private static final List<Comparison> ALL =
      Stream.concat(
              FeelComparisons.all().stream(),
              Stream.of(ReadingFields.comparison(), Matching.comparison()))
          .toList();

  private Comparisons() {}

  /**
   * Runs the comparisons whose benchmarks' names contain one of the arguments, or all; takes some
   * minutes.
   */
  public static void main(String[] args) throws RunnerException {
    for (Comparison comparison : ALL) {
      String name = comparison.benchmark().getSimpleName();
      if (args.length == 0 || List.of(args).stream().anyMatch(name::contains)) {
        comparison.print(System.out);
      }
    }
  }
}
