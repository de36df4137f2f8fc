package dev.emitter.benchmarks.compare;

import java.io.PrintStream;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.runner.RunnerException;

/**
 * A benchmark with two parameters, shown as a table with a row for each value of one and a column
 * for each value of the other.
 *
 * @param title what the table shows
 * @param benchmark the class of the benchmark, which has one method
 * @param rows the parameter that makes the rows
 * @param columns the parameter that makes the columns, the first of which all others are related to
 * @param names turns a value of either parameter into what the table calls it
 */
public record Comparison(
    String title, Class<?> benchmark, String rows, String columns, UnaryOperator<String> names) {

  /** Runs the benchmark, and prints its table. */
  public void print(PrintStream out) throws RunnerException {
    Table table = new Table(this);
    Runs.of(benchmark).forEach(table::add);
    table.print(out);
  }
}
