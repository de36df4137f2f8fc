package dev.emitter.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Repeated measurements of one thing. */
final class Series {

  private final double[] values;

  Series(double[] values) {
    this.values = values.clone();
  }

  double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  double least() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  double most() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** Returns the median with the spread. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,.1f (%,.1f to %,.1f)", median(), least(), most());
  }
}
