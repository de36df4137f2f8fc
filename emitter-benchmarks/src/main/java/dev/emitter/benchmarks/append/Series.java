package dev.emitter.benchmarks.append;

import java.util.Arrays;
import java.util.Locale;

/** Repeated measurements of one thing. */
public final class Series {

  private final double[] values;

  /** Creates it from the measured values. */
  public Series(double[] values) {
    this.values = values.clone();
  }

  /** Returns the value in the middle. */
  public double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private double least() {
    return Arrays.stream(values).min().orElse(Double.NaN);
  }

  private double most() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }

  /** Returns the median with the spread. */
  @Override
  public String toString() {
    return text("%,.1f (%,.1f to %,.1f)");
  }

  /** Returns the median, the least and the most in a format for the three. */
  public String text(String format) {
    return String.format(Locale.ROOT, format, median(), least(), most());
  }
}
