package dev.emitter.benchmarks.delivery;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.delivery.EmitterStatus;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.log.disk.Durability;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A backlog for one emitter, in a small heap, while others are live: how long their events take
 * before and during the time in which it catches up, and how fast that is. Run it with {@code
 * -Xmx256m}.
 */
public final class LargeBacklog {

  private static final int OPEN = 4096;
  private static final int LIVE = 10;
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final Topic BULK = Topic.of("bulk");
  private static final Topic ORDERS = Topic.of("orders");
  private static final String LATE = "late";
  private static final String LATE_TYPE = "Late";
  private static final String LIVE_TYPE = "Live";

  private final PrintStream out;
  private final Latencies live = new Latencies();
  private final Latencies late = new Latencies();
  private final HeapPeak heap = HeapPeak.watch();

  private LargeBacklog(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @param args a directory on the disk, which is cleared, and how many events the backlog has
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/large-backlog");
    int events = args.length > 1 ? Integer.parseInt(args[1]) : 10_000_000;
    clear(directory);
    new LargeBacklog(System.out).run(directory, events);
    clear(directory);
  }

  private void run(Path directory, int events) throws InterruptedException {
    try (Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.builder(directory).durability(Durability.WRITTEN).open())
            .channel(new StampedEvents(LIVE_TYPE, live))
            .channel(new StampedEvents(LATE_TYPE, late))
            .start()) {
      emitters.register(EmitterDefinition.builder(LATE, LATE_TYPE).topic("bulk").build());
      for (int i = 0; i < LIVE; i++) {
        emitters.register(
            EmitterDefinition.builder("live-" + i, LIVE_TYPE).topic("orders").build());
      }
      emitters.disable(LATE, "it is to be late");
      long start = System.nanoTime();
      fill(emitters, events);
      out.printf("%,d events in %.0f s; heap at most %s%n", events, seconds(start), heap);
      publishFor(emitters, 5_000);
      report("before");
      catchUp(emitters, events);
    }
  }

  private static void fill(Emitters emitters, int events) {
    CompletionStage<?>[] open = new CompletionStage<?>[OPEN];
    for (int i = 0; i < events; i++) {
      CompletionStage<?> before = open[i % OPEN];
      if (before != null) {
        before.toCompletableFuture().join();
      }
      open[i % OPEN] = emitters.publishAsync(BULK, StampedEvents.now());
    }
    for (CompletionStage<?> one : open) {
      if (one != null) {
        one.toCompletableFuture().join();
      }
    }
  }

  private void publishFor(Emitters emitters, int count) {
    long next = System.nanoTime();
    for (int i = 0; i < count; i++) {
      next = publishAt(emitters, next);
    }
  }

  /** Publishes an event a millisecond, or as soon as it can. */
  private static long publishAt(Emitters emitters, long moment) {
    while (moment - System.nanoTime() > 0) {
      LockSupport.parkNanos(moment - System.nanoTime());
    }
    emitters.publish(ORDERS, StampedEvents.now());
    return Math.max(moment + PACE, System.nanoTime() - 10 * PACE);
  }

  private void catchUp(Emitters emitters, int events) {
    heap.clear();
    long start = System.nanoTime();
    emitters.enable(LATE);
    long next = start;
    while (late.count() < events) {
      for (int i = 0; i < 100; i++) {
        next = publishAt(emitters, next);
      }
    }
    double seconds = seconds(start);
    report("while it catches up");
    out.printf(
        "%,d events caught up in %.0f s, %,.0f a second; heap at most %s%n",
        late.count(), seconds, events / seconds, heap);
    if (!emitters.awaitIdle(Duration.ofMinutes(1)) || late.count() != events) {
      throw new IllegalStateException("delivered " + late.count());
    }
    EmitterStatus status = emitters.status(LATE);
    out.printf("%s: %,d delivered, %d dropped%n", LATE, status.delivered(), status.dropped());
  }

  private void report(String when) {
    out.printf(
        "live emitters %s: %,d deliveries, publish to delivered, ms: median / 99 %% / longest %s%n",
        when, live.count(), live);
    live.clear();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void clear(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
