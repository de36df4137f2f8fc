package dev.emitter.benchmarks.inprocess;

import dev.emitter.benchmarks.append.Series;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Durability;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Publishing to one subscriber in the same process, from the call of publish until the subscriber
 * has had the last event, beside four libraries. None does the same work:
 *
 * <ul>
 *   <li>Ours completes and validates a CloudEvent, writes the object as JSON (unless the event is
 *       ready), appends it to a log, matches topic, rights and filters, and delivers at least once
 *       with retries, in order, to a handler on another thread.
 *   <li>Guava's EventBus and LMAX Disruptor pass a reference: no log, no matching but by class, no
 *       retry; what a subscriber throws is lost. They show what passing costs at least.
 *   <li>Logback's AsyncAppender formats a message and passes it to one thread.
 *   <li>Spring Modulith's registry keeps each event in a table until its listener has returned, so
 *       it is nearest to ours with a log on disk. H2 in a file does not wait for the disk when a
 *       transaction commits: compare it with {@code written}. Done publications are deleted and one
 *       thread calls the listener, as ours does: both were faster here than the defaults, which
 *       keep them all and use eight threads.
 * </ul>
 *
 * <p>The libraries take turns, each round in another order, all open and warm. Shown are events a
 * second: the median of seven rounds with the spread, and the ratio to the first column.
 */
public final class InProcessComparison {

  private static final int ROUNDS = 7;
  private static final long TURN = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(4);
  private static final int[] THREADS = {1, 8};

  private final PrintStream out;

  private InProcessComparison(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs both comparisons in less than four minutes.
   *
   * @param args a directory for files, which is cleared
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args.length == 0 ? "target/in-process" : args[0]).toAbsolutePath();
    clear(directory);
    Files.createDirectories(directory);
    InProcessComparison comparison = new InProcessComparison(System.out);
    comparison.run("in memory", inMemory());
    comparison.run("kept until handled", kept(directory));
    clear(directory);
  }

  private static Map<String, Bus> inMemory() {
    Map<String, Bus> buses = new LinkedHashMap<>();
    buses.put("emitter, object", EmitterBus.ofObjects(MemoryEventLog.builder().build()));
    buses.put("emitter, ready event", EmitterBus.ofEvents(MemoryEventLog.builder().build()));
    buses.put("Logback AsyncAppender", new LogbackBus());
    buses.put("Guava AsyncEventBus", GuavaBus.onAnotherThread());
    buses.put("Guava EventBus, same thread", GuavaBus.onThePublishingThread());
    buses.put("Disruptor", new DisruptorBus());
    return buses;
  }

  private static Map<String, Bus> kept(Path directory) throws IOException {
    Map<String, Bus> buses = new LinkedHashMap<>();
    buses.put(
        "emitter, written",
        EmitterBus.ofObjects(
            DiskEventLog.builder(directory.resolve("written"))
                .durability(Durability.WRITTEN)
                .open()));
    buses.put(
        "emitter, synced",
        EmitterBus.ofObjects(
            DiskEventLog.builder(directory.resolve("synced"))
                .durability(Durability.SYNCED)
                .open()));
    buses.put("Spring Modulith, H2 file", new ModulithBus(directory));
    return buses;
  }

  private void run(String title, Map<String, Bus> named) throws InterruptedException {
    List<Bus> buses = List.copyOf(named.values());
    try {
      for (Bus bus : buses) {
        new Lap(8, WARM_UP).perSecond(bus);
      }
      out.println("| " + title + ", events/s | " + String.join(" | ", named.keySet()) + " |");
      out.println("|---|" + "---|".repeat(buses.size()));
      for (int threads : THREADS) {
        print(threads + (threads == 1 ? " publisher" : " publishers"), measure(threads, buses));
      }
      out.println();
    } finally {
      buses.forEach(Bus::close);
    }
  }

  private void print(String row, List<Series> series) {
    double first = series.get(0).median();
    List<String> cells = new ArrayList<>();
    for (Series one : series) {
      cells.add(String.format(Locale.ROOT, "%s, %.3fx", one, one.median() / first));
    }
    out.println("| " + row + " | " + String.join(" | ", cells) + " |");
  }

  private static List<Series> measure(int threads, List<Bus> buses) throws InterruptedException {
    double[][] rates = new double[buses.size()][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int turn = 0; turn < buses.size(); turn++) {
        int which = Math.floorMod(turn + round, buses.size());
        double rate = new Lap(threads, TURN).perSecond(buses.get(which));
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
