package dev.emitter.benchmarks.webhook;

import com.sun.management.OperatingSystemMXBean;
import dev.emitter.Emitters;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.benchmarks.delivery.Latencies;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Healthy emitters with and without as many others whose receivers are bad: publish to arrival at
 * the healthy receivers, threads, and heap after a collection. Every event goes to all emitters, at
 * a steady rate. Rounds take turns. The bad receivers are in a process of their own, the healthy
 * ones on one thread of this one, which notes the times.
 */
public final class BadNeighbours {

  private static final int HEALTHY = 100;
  private static final int EVENTS_A_SECOND = 20;
  private static final int ROUNDS = 3;
  private static final Topic TOPIC = Topic.of("orders");
  private static final String ID = "ce-id: ";

  private final PrintStream out;
  private final ServerProcess bad;
  private final int seconds;
  private final HookServer healthy;
  private volatile Latencies latencies = new Latencies();

  private BadNeighbours(PrintStream out, ServerProcess bad, int seconds) throws IOException {
    this.out = out;
    this.bad = bad;
    this.seconds = seconds;
    this.healthy = HookServer.start(HEALTHY, HookServer.OK, this::arrived);
  }

  /**
   * Runs the comparison.
   *
   * @param args how many seconds each round takes
   */
  public static void main(String[] args) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    try (ServerProcess bad = ServerProcess.start(BadReceivers.class)) {
      new BadNeighbours(System.out, bad, seconds).run();
    }
    System.exit(0); // threads of the client may live on for a moment
  }

  private void arrived(byte[] bytes, int length) {
    long now = System.nanoTime();
    String request = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int from = request.indexOf(ID) + ID.length();
    latencies.add(now - Long.parseLong(request, from, request.indexOf('\r', from), 10));
  }

  /** What was seen of one way to run, a value a round. */
  private static final class Seen {
    private final double[] median = new double[ROUNDS];
    private final double[] late = new double[ROUNDS];
    private final double[] threads = new double[ROUNDS];
    private final double[] heap = new double[ROUNDS];
    private final double[] cpu = new double[ROUNDS];
  }

  private void run() {
    Seen alone = new Seen();
    Seen beside = new Seen();
    Seen unused = new Seen();
    round(0, unused, 0);
    round(HEALTHY, unused, 0); // warm-up
    for (int round = 0; round < ROUNDS; round++) {
      round(0, alone, round);
      round(HEALTHY, beside, round);
    }
    out.printf(
        "| %d healthy emitters, %d events a second each | publish to arrival, median, ms | 99 %%, ms"
            + " | threads | heap after a collection, MB | processor, %% of one |%n",
        HEALTHY, EVENTS_A_SECOND);
    out.println("|---|---|---|---|---|---|");
    print("alone", alone);
    print("beside " + HEALTHY + " bad ones", beside);
    out.printf(
        Locale.ROOT,
        "beside bad ones / alone: median %.2f, 99 %% %.2f%n",
        new Series(beside.median).median() / new Series(alone.median).median(),
        new Series(beside.late).median() / new Series(alone.late).median());
  }

  private void print(String what, Seen seen) {
    out.printf(
        Locale.ROOT,
        "| %s | %.2f | %s | %s | %s | %s |%n",
        what,
        new Series(seen.median).median(),
        new Series(seen.late),
        new Series(seen.threads),
        new Series(seen.heap),
        new Series(seen.cpu));
  }

  private void round(int neighbours, Seen seen, int round) {
    try (Emitters emitters = Emitters.builder().closeGrace(Duration.ZERO).start()) {
      for (int i = 0; i < HEALTHY; i++) {
        register(emitters, "good" + i, "http", healthy.ports().get(i));
      }
      for (int i = 0; i < neighbours; i++) {
        int way = i % BadReceivers.WAYS;
        String scheme = way == BadReceivers.WAYS - 1 ? "https" : "http";
        register(emitters, "bad" + i, scheme, bad.ports().get(way));
      }
      publish(emitters, EVENTS_A_SECOND); // connections are made
      latencies = new Latencies();
      long cpu = cpuNanos();
      seen.threads[round] = publish(emitters, EVENTS_A_SECOND * seconds);
      seen.cpu[round] = (cpuNanos() - cpu) / (seconds * 1e9) * 100;
      seen.median[round] = latencies.micros(0.5) / 1e3;
      seen.late[round] = latencies.micros(0.99) / 1e3;
      seen.heap[round] = heap();
      requireWhatIsMeant(emitters);
    }
  }

  private static void register(Emitters emitters, String id, String scheme, int port) {
    emitters.register(
        EmitterDefinition.builder(id, "Webhook")
            .topics(List.of(TOPIC))
            .parameter("url", scheme + "://127.0.0.1:" + port + "/in")
            .parameter("timeout", "2s")
            .delivery(
                DeliverySettings.DEFAULT
                    .withRetry(Duration.ofMillis(200), Duration.ofSeconds(1))
                    .withDisable(1_000_000, Duration.ofDays(1))
                    .withDisablePerDay(0))
            .build());
  }

  /** Publishes at the rate, waits until the healthy have all, and returns the most threads seen. */
  private int publish(Emitters emitters, int events) {
    int threads = 0;
    long start = System.nanoTime();
    for (int i = 0; i < events; i++) {
      emitters.publish(TOPIC, Hook.event(Long.toString(System.nanoTime())));
      threads = Math.max(threads, ManagementFactory.getThreadMXBean().getThreadCount());
      long next = start + TimeUnit.SECONDS.toNanos(i + 1L) / EVENTS_A_SECOND;
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
    long all = emitters.publications().published();
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (emitters.status().stream().anyMatch(one -> isGood(one) && one.delivered() < all)) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the healthy are behind: " + emitters.status());
      }
      LockSupport.parkNanos(1_000_000);
    }
    return threads;
  }

  private static boolean isGood(EmitterStatus status) {
    return status.id().startsWith("good");
  }

  private void requireWhatIsMeant(Emitters emitters) {
    long expected = (long) HEALTHY * EVENTS_A_SECOND * seconds;
    if (latencies.count() != expected) {
      throw new IllegalStateException(latencies.count() + " arrivals, expected " + expected);
    }
    for (EmitterStatus status : emitters.status()) {
      if (isMeantToFail(status.id()) && (status.delivered() > 0 || status.reason() == null)) {
        throw new IllegalStateException("not so bad: " + status);
      }
    }
  }

  private static boolean isMeantToFail(String id) {
    return id.startsWith("bad")
        && Integer.parseInt(id.substring(3)) % BadReceivers.WAYS != BadReceivers.ENDLESS;
  }

  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
