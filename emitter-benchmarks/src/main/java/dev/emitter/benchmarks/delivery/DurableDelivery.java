package dev.emitter.benchmarks.delivery;

import dev.emitter.Emitters;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Publish to delivered through everything: the log on disk, each publisher waits until its event is
 * there, a channel that does nothing. First one emitter, then 1,000 of which 10 match each event.
 */
public final class DurableDelivery {

  private static final int[] PUBLISHERS = {1, 8, 64};
  private static final String TYPE = "Stamp";
  private static final int ROUNDS = 5;
  private static final int PROFILED = 3;
  private static final int MATCHING = 10;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final PrintStream out;
  private final Path directory;
  private final long nanos;

  private DurableDelivery(PrintStream out, Path directory, long milliseconds) {
    this.out = out;
    this.directory = directory;
    this.nanos = TimeUnit.MILLISECONDS.toNanos(milliseconds);
  }

  /**
   * Runs everything.
   *
   * @param args a directory on the disk to measure, which is cleared, and how many milliseconds
   *     each round takes
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Path.of(args.length > 0 ? args[0] : "target/durable-delivery");
    long milliseconds = args.length > 1 ? Long.parseLong(args[1]) : 2000;
    DurableDelivery measured = new DurableDelivery(System.out, directory, milliseconds);
    measured.run(1, 1);
    measured.run(1000, 1000 / MATCHING);
  }

  private void run(int emitters, int topics) throws IOException, InterruptedException {
    clear();
    Latencies latencies = new Latencies();
    try (Emitters all =
        Emitters.builder()
            .log(DiskEventLog.open(directory))
            .channel(new StampedEvents(TYPE, latencies))
            .start()) {
      for (int i = 0; i < emitters; i++) {
        all.register(
            EmitterDefinition.builder("e" + i, TYPE).topic("orders", "t" + i % topics).build());
      }
      measure(all, emitters + (emitters == 1 ? " emitter" : " emitters"), topics, latencies);
    } finally {
      clear();
    }
  }

  private void measure(Emitters emitters, String who, int topics, Latencies latencies)
      throws IOException, InterruptedException {
    List<Topic> on = IntStream.range(0, topics).mapToObj(i -> Topic.of("orders", "t" + i)).toList();
    for (int warmUp = 0; warmUp < 2; warmUp++) {
      round(emitters, on, 64);
    }
    out.printf(
        "| %s, each publisher waits | thousand events/s | publish to delivered, ms: median / 99 %% /"
            + " longest |%n|---|---|---|%n",
        who);
    for (int publishers : PUBLISHERS) {
      double[] rates = new double[ROUNDS];
      latencies.clear();
      for (int i = 0; i < ROUNDS; i++) {
        rates[i] = round(emitters, on, publishers);
      }
      out.printf("| %d | %s | %s |%n", publishers, new Series(rates), latencies);
    }
    out.println();
    profile(emitters, who, on);
  }

  private void profile(Emitters emitters, String who, List<Topic> on)
      throws IOException, InterruptedException {
    for (int publishers : PUBLISHERS) {
      try (Profile profile = Profile.start()) {
        for (int i = 0; i < PROFILED; i++) {
          round(emitters, on, publishers);
        }
        out.printf("%s, %d publishers, ", who, publishers);
        profile.print(out);
      }
    }
  }

  /** Returns thousands of events a second, from the first publication to the last delivery. */
  private double round(Emitters emitters, List<Topic> topics, int publishers)
      throws InterruptedException {
    LongAdder published = new LongAdder();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < publishers; i++) {
      int first = i;
      Thread thread = new Thread(() -> publish(emitters, topics, first, start + nanos, published));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!emitters.awaitIdle(LONGEST)) {
      throw new IllegalStateException("not all is delivered after " + LONGEST);
    }
    return published.sum() / ((System.nanoTime() - start) / 1e6);
  }

  private static void publish(
      Emitters emitters, List<Topic> topics, int first, long end, LongAdder published) {
    for (int i = first; end - System.nanoTime() > 0; i++) {
      emitters.publish(topics.get(i % topics.size()), StampedEvents.now());
      published.increment();
    }
  }

  private void clear() throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
