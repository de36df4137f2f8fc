package dev.emitter.benchmarks.webhook;

import com.sun.management.OperatingSystemMXBean;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.log.disk.DiskEventLog;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Publish to answered, through Webhook emitters and through a loop around the same HTTP client that
 * sends the same bytes to the same server, with as many requests under way at each endpoint. Rounds
 * take turns, so that what else the machine does meets all alike.
 *
 * <p>An emitter with order {@code strict} has one request under way, so the loop has one an
 * endpoint too; one with {@code none} has as many as {@code maxInFlight} says, and so has the loop.
 */
public final class WebhookThroughput {

  private static final int ROUNDS = 7;
  private static final int WARM_UPS = 2;
  private static final String[] NAMES = {"loop", "memory log", "log on disk, synced"};

  private final PrintStream out;
  private final ServerProcess server;
  private final Path folder;
  private final int hooks;

  private WebhookThroughput(PrintStream out, ServerProcess server, Path folder, int hooks) {
    this.out = out;
    this.server = server;
    this.folder = folder;
    this.hooks = hooks;
  }

  /**
   * Runs the comparison.
   *
   * @param args a folder for logs, and how many requests a round has
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Path folder = Path.of(args.length > 0 ? args[0] : "target/webhook");
    int hooks = args.length > 1 ? Integer.parseInt(args[1]) : 12_000;
    Files.createDirectories(folder);
    try (ServerProcess server = ServerProcess.start(HookServerProcess.class, "1000")) {
      new WebhookThroughput(System.out, server, folder, hooks).run();
    }
    System.exit(0); // threads of the clients may live on for a moment
  }

  private void run() throws IOException {
    out.println(
        "| endpoints, requests under way at each | way | requests/s | of the loop, % |"
            + " CPU us a request | of the loop |");
    out.println("|---|---|---|---|---|---|");
    run("1, 1 (`strict`)", 1, 1, hooks / 2);
    run("10, 1 (`strict`)", 10, 1, hooks);
    run("1,000, 1 (`strict`)", 1000, 1, hooks);
    run("1, 32 (`none`)", 1, 32, hooks);
    run("10, 8 (`none`)", 10, 8, hooks);
    run("1,000, 2 (`none`)", 1000, 2, hooks);
  }

  private void run(String what, int endpoints, int underWay, int count) throws IOException {
    List<String> urls =
        server.ports().subList(0, endpoints).stream()
            .map(port -> "http://127.0.0.1:" + port + "/in")
            .toList();
    Path log = Files.createTempDirectory(folder, "log");
    try (Contestant bare = new BareClient(urls, underWay);
        Contestant memory = new Library(MemoryEventLog.create(), urls, underWay);
        Contestant disk = new Library(DiskEventLog.open(log), urls, underWay)) {
      List<Contestant> contestants = List.of(bare, memory, disk);
      requireSameBytes(contestants);
      measure(what, contestants, count);
    }
  }

  private void requireSameBytes(List<Contestant> contestants) throws IOException {
    String first = null;
    for (Contestant each : contestants) {
      String request = server.request(() -> each.send(1));
      int end = request.indexOf("\r\n\r\n");
      String head =
          new TreeSet<>(request.substring(0, end).toLowerCase(Locale.ROOT).lines().toList())
              + request.substring(end);
      if (first != null && !first.equals(head)) {
        throw new IllegalStateException("not the same bytes:\n" + first + "\n" + head);
      }
      first = head;
    }
  }

  private void measure(String what, List<Contestant> contestants, int count) {
    double[][] rates = new double[contestants.size()][ROUNDS];
    double[][] costs = new double[contestants.size()][ROUNDS];
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      for (int way = 0; way < contestants.size(); way++) {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        contestants.get(way).send(count);
        if (round >= 0) {
          rates[way][round] = count / ((System.nanoTime() - start) / 1e9);
          costs[way][round] = (cpuNanos() - cpu) / 1e3 / count;
        }
      }
    }
    print(what, rates, costs);
  }

  private void print(String what, double[][] rates, double[][] costs) {
    for (int way = 0; way < rates.length; way++) {
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %s |%n",
          what,
          NAMES[way],
          new Series(rates[way]),
          ratios(rates[way], rates[0], 100),
          new Series(costs[way]),
          ratios(costs[way], costs[0], 1));
    }
  }

  private static Series ratios(double[] values, double[] base, double factor) {
    double[] ratios = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ratios[i] = values[i] / base[i] * factor;
    }
    return new Series(ratios);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
