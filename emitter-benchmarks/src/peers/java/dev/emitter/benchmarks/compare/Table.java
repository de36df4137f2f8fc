package dev.emitter.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;

/** The outcome of a comparison as Markdown. */
final class Table {

  private final Comparison comparison;
  private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
  private final Set<String> columns = new LinkedHashSet<>();

  Table(Comparison comparison) {
    this.comparison = comparison;
  }

  void add(RunResult run) {
    String row = run.getParams().getParam(comparison.rows());
    String column = run.getParams().getParam(comparison.columns());
    columns.add(column);
    rows.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(column, Cell.of(run));
  }

  void print(PrintStream out) {
    out.printf(
        "%s: ns of processor time (times the first), bytes allocated%n%n", comparison.title());
    print(out, "", columns.stream().map(comparison.names()).toList());
    print(out, "---", columns.stream().map(column -> "---").toList());
    rows.forEach(
        (row, cells) -> {
          Cell floor = cells.values().iterator().next();
          List<String> shown = cells.values().stream().map(cell -> cell.shown(floor)).toList();
          print(out, "`" + comparison.names().apply(row) + "`", shown);
        });
    print(out, "geometric mean", columns.stream().map(this::mean).toList());
    out.println();
  }

  private static void print(PrintStream out, String first, List<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others);
    out.println("| " + String.join(" | ", cells) + " |");
  }

  private String mean(String column) {
    double times = 0;
    double ratios = 0;
    for (Map<String, Cell> cells : rows.values()) {
      Cell cell = Objects.requireNonNull(cells.get(column));
      times += Math.log(cell.nanos());
      ratios += Math.log(cell.relativeTo(cells.values().iterator().next()));
    }
    return String.format(
        Locale.ROOT,
        "%,.0f (%.2fx)",
        Math.exp(times / rows.size()),
        Math.exp(ratios / rows.size()));
  }
}
