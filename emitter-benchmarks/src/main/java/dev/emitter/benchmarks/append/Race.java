package dev.emitter.benchmarks.append;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets journals append in turn, all open all the time and warmed up, and prints how fast each was:
 * the median with the spread, and its share of the first one. Journals take turns within a round
 * and start in another order in the next, so that they share whatever else the machine does.
 */
public final class Race {

  private static final Publishing WARM_UP = new Publishing(64, 8);
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int ROUNDS = 7;

  private final List<Contestant> contestants;
  private final List<Publishing> rows;
  private final long nanos;
  private final PrintStream out;

  /** Creates a race in which each turn takes some milliseconds. */
  public Race(
      List<Contestant> contestants, List<Publishing> rows, long milliseconds, PrintStream out) {
    this.contestants = List.copyOf(contestants);
    this.rows = List.copyOf(rows);
    this.nanos = TimeUnit.MILLISECONDS.toNanos(milliseconds);
    this.out = out;
  }

  /** Runs the race in a directory, which is cleared before and after. */
  public void run(String title, Path directory) throws IOException, InterruptedException {
    clear(directory);
    List<Journal> journals = new ArrayList<>();
    try {
      for (int i = 0; i < contestants.size(); i++) {
        Path own = Files.createDirectories(directory.resolve("journal-" + i));
        journals.add(contestants.get(i).opener().open(own));
      }
      for (Journal journal : journals) {
        WARM_UP.perSecond(journal, WARM_UP_NANOS);
      }
      print(title, journals);
    } finally {
      journals.forEach(Journal::close);
      clear(directory);
    }
  }

  private void print(String title, List<Journal> journals) throws InterruptedException {
    String names = contestants.stream().map(Contestant::name).collect(Collectors.joining(" | "));
    out.println("| " + title + ", thousand/s (share of the first) | " + names + " |");
    out.println("|---|" + "---|".repeat(contestants.size()));
    for (Publishing row : rows) {
      List<Series> series = measure(row, journals);
      double first = series.get(0).median();
      out.println(
          series.stream()
              .map(one -> shown(one, one.median() / first))
              .collect(Collectors.joining(" | ", "| " + row + " | ", " |")));
    }
    out.println();
  }

  private static String shown(Series series, double share) {
    return String.format(Locale.ROOT, "%s, %.2f", series, share);
  }

  private List<Series> measure(Publishing row, List<Journal> journals) throws InterruptedException {
    double[][] rates = new double[journals.size()][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int turn = 0; turn < journals.size(); turn++) {
        int which = Math.floorMod(turn + round, journals.size());
        double rate = row.perSecond(journals.get(which), nanos);
        if (round >= 0) {
          rates[which][round] = rate;
        }
      }
    }
    return Stream.of(rates).map(Series::new).toList();
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
