package dev.emitter.benchmarks;

import dev.emitter.Emitters;
import dev.emitter.benchmarks.append.Series;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.event.EventCompleter;
import dev.emitter.log.MemoryEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Publish to delivered through everything but a disk or a network, one publisher and one emitter,
 * beside its two floors: completing the same events and nothing else, and completing them and
 * handing them to another thread through an {@link ArrayBlockingQueue}.
 */
final class Throughput {

  private static final int EVENTS = 400_000;
  private static final int ROUNDS = 7;
  private static final Topic TOPIC = Topic.of("orders", "eu");

  private final PrintStream out;
  private final CloudEvent event = event();

  Throughput(PrintStream out) {
    this.out = out;
  }

  static CloudEvent event() {
    return CloudEventBuilder.v1()
        .withId("4f1c")
        .withSource(URI.create("https://shop.example"))
        .withType("order.placed")
        .withTime(OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC))
        .withData(
            "application/json",
            "{\"order\":4711,\"customer\":{\"name\":\"Ada\",\"tier\":\"gold\"},\"total\":129.9}"
                .getBytes(StandardCharsets.UTF_8))
        .build();
  }

  void run() throws InterruptedException {
    double[] complete = new double[ROUNDS];
    double[] queue = new double[ROUNDS];
    double[] emitters = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      double completed = perSecond(this::completeOnly);
      double queued = perSecond(this::throughQueue);
      double emitted = perSecond(this::throughEmitters);
      if (round >= 0) {
        complete[round] = completed;
        queue[round] = queued;
        emitters[round] = emitted;
      }
    }
    double floor = new Series(queue).median();
    out.println(
        "| publish to delivered, 1 publisher, 1 emitter | thousand events/s | of the queue |");
    out.println("|---|---|---|");
    row("complete and validate only", new Series(complete), floor);
    row("and through an ArrayBlockingQueue", new Series(queue), floor);
    row("and through the library (memory log, no-op channel)", new Series(emitters), floor);
    out.println();
  }

  private void row(String what, Series series, double floor) {
    out.printf("| %s | %s | %.2f |%n", what, series, series.median() / floor);
  }

  private interface Job {
    void run() throws InterruptedException;
  }

  private static double perSecond(Job job) throws InterruptedException {
    long start = System.nanoTime();
    job.run();
    return EVENTS / ((System.nanoTime() - start) / 1e6);
  }

  private static EventCompleter completer() {
    return new EventCompleter(
        URI.create("urn:b"), Clock.systemUTC(), () -> "x", EventCompleter.DEFAULT_MAX_BYTES);
  }

  private void completeOnly() {
    EventCompleter completer = completer();
    long sum = 0;
    for (int i = 0; i < EVENTS; i++) {
      sum += completer.complete(event).weight();
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was completed");
    }
  }

  private void throughQueue() throws InterruptedException {
    BlockingQueue<Object> queue = new ArrayBlockingQueue<>(1024);
    Thread consumer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < EVENTS; i++) {
                  queue.take();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    consumer.start();
    EventCompleter completer = completer();
    for (int i = 0; i < EVENTS; i++) {
      queue.put(completer.complete(event));
    }
    consumer.join();
  }

  private void throughEmitters() {
    CountingChannel channel = new CountingChannel();
    try (Emitters emitters =
        Emitters.builder().channel(channel).log(MemoryEventLog.create()).start()) {
      emitters.register(EmitterDefinition.builder("one", "Count").topic("orders").build());
      for (int i = 0; i < EVENTS; i++) {
        emitters.publish(TOPIC, event);
      }
      if (!emitters.awaitIdle(Duration.ofMinutes(1)) || channel.count.sum() != EVENTS) {
        throw new IllegalStateException("delivered " + channel.count.sum());
      }
    }
  }
}
