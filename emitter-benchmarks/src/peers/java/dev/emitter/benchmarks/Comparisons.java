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

  private static final List<Comparison> OF_REAL_EVENTS =
      List.of(ReadingFields.comparison(), Matching.comparison());

  private Comparisons() {}

  /**
   * Runs the comparisons whose benchmarks' names contain one of the arguments, or all; takes some
   * minutes.
   */
  public static void main(String[] args) throws RunnerException {
    for (Comparison comparison : possible()) {
      String name = comparison.benchmark().getSimpleName();
      if (args.length == 0 || List.of(args).stream().anyMatch(name::contains)) {
        comparison.print(System.out);
      }
    }
  }

  private static List<Comparison> possible() {
    if (Matching.isPossible()) {
      return Stream.concat(FeelComparisons.all().stream(), OF_REAL_EVENTS.stream()).toList();
    }
    System.err.println("skipped, without real events (-Demitter.data=FOLDER): matching");
    return FeelComparisons.all();
  }
}
