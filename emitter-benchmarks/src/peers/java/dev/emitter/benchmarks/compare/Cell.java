package dev.emitter.benchmarks.compare;

import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One measurement.
 *
 * @param nanos nanoseconds of processor time an operation
 * @param error half the confidence interval of 99.9 %
 * @param bytes bytes allocated by an operation
 */
record Cell(double nanos, double error, double bytes) {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  static Cell of(RunResult run) {
    Result<?> time = secondary(run, CpuTime.LABEL);
    return new Cell(time.getScore(), time.getScoreError(), secondary(run, ALLOCATION).getScore());
  }

  private static Result<?> secondary(RunResult run, String label) {
    return Objects.requireNonNull(run.getSecondaryResults().get(label), label);
  }

  double relativeTo(Cell floor) {
    return nanos / floor.nanos;
  }

  /** Returns time, ratio and allocation in one cell of a table. */
  String shown(Cell floor) {
    return String.format(
        Locale.ROOT, "%,.0f +- %,.0f (%.2fx), %,.0f B", nanos, error, relativeTo(floor), bytes);
  }
}
