package dev.emitter.benchmarks;

import dev.emitter.Emitters;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What many definition files cost: ten emitters on each topic, every event matching ten of them,
 * whether there are a hundred emitters or a hundred thousand.
 */
final class ManyEmitters {

  private static final int ON_A_TOPIC = 10;
  private static final int EVENTS = 100_000;
  private static final int ROUNDS = 5;

  private final PrintStream out;
  private final CloudEvent event = Throughput.event();

  ManyEmitters(PrintStream out) {
    this.out = out;
  }

  void run() throws IOException {
    out.println(
        "| emitters | topics | first start, s | heap per emitter, bytes |"
            + " publish to delivered to 10, us an event | status of all, ms |");
    out.println("|---|---|---|---|---|---|");
    for (int emitters : new int[] {100, 10_000, 100_000}) {
      measure(emitters);
    }
    out.println();
  }

  private void measure(int count) throws IOException {
    Path folder = Files.createTempDirectory("emitters");
    try {
      for (int i = 0; i < count; i++) {
        Files.writeString(folder.resolve("e" + i + ".json"), definition(i));
      }
      measure(count, folder);
    } finally {
      delete(folder);
    }
  }

  private static String definition(int i) {
    return "{\"type\": \"Count\", \"topics\": [[\"orders\", \"t" + i / ON_A_TOPIC + "\"]]}";
  }

  private void measure(int count, Path folder) {
    CountingChannel channel = new CountingChannel();
    long before = usedHeap();
    long start = System.nanoTime();
    try (Emitters emitters =
        Emitters.builder().channel(channel).definitions(folder).watchDefinitions(false).start()) {
      double seconds = (System.nanoTime() - start) / 1e9;
      long each = (usedHeap() - before) / count;
      double[] micros = new double[ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        double measured = publish(emitters, count / ON_A_TOPIC);
        if (round >= 0) {
          micros[round] = measured;
        }
      }
      out.printf(
          "| %,d | %,d | %.2f | %,d | %s | %s |%n",
          count, count / ON_A_TOPIC, seconds, each, new Series(micros), status(emitters, count));
    }
  }

  private double publish(Emitters emitters, int topics) {
    List<Topic> on = Stream.iterate(0, i -> i + 1).limit(topics).map(ManyEmitters::topic).toList();
    long start = System.nanoTime();
    for (int i = 0; i < EVENTS; i++) {
      emitters.publish(on.get((int) ((i * 7919L) % topics)), event);
    }
    if (!emitters.awaitIdle(Duration.ofMinutes(5))) {
      throw new IllegalStateException("not idle");
    }
    return (System.nanoTime() - start) / 1e3 / EVENTS;
  }

  /** Returns how long it takes to read how all are doing, as metrics do, in milliseconds. */
  private static Series status(Emitters emitters, int count) {
    double[] millis = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      long start = System.nanoTime();
      if (emitters.status().size() != count) {
        throw new IllegalStateException("not all");
      }
      if (round >= 0) {
        millis[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    return new Series(millis);
  }

  private static Topic topic(int i) {
    return Topic.of("orders", "t" + i);
  }

  /** Collects what can be collected first, until that changes little. */
  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    long next = runtime.totalMemory() - runtime.freeMemory();
    while (next < used - (1 << 18)) {
      used = next;
      System.gc();
      next = runtime.totalMemory() - runtime.freeMemory();
    }
    return next;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
