package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** What the processes that are killed do alike. */
final class KilledLife {

  /** Asks a process to end by itself, once everything is delivered. */
  static final String TO_THE_END = "end";

  static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final int UNDER_WAY = 64;
  private static final int NOT_DELIVERED = 3;

  private KilledLife() {}

  /** Returns settings with which nothing is given up. */
  static DeliverySettings untiring() {
    return DeliverySettings.DEFAULT
        .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
        .withDisable(1_000_000, Duration.ofDays(30))
        .withDisablePerDay(0)
        .withQueueCapacity(64);
  }

  static CloudEventBuilder event(String id) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("https://lab.example"))
        .withType("t");
  }

  static CloudEvent event(String id, String json) {
    return event(id).withData("application/json", json.getBytes(StandardCharsets.UTF_8)).build();
  }

  /** Publishes numbered events, some at a time, and says which were acknowledged. */
  static void publish(
      Emitters emitters,
      int from,
      int to,
      IntFunction<Topic> topics,
      IntFunction<CloudEvent> events)
      throws InterruptedException {
    PrintStream out = System.out;
    Semaphore free = new Semaphore(UNDER_WAY);
    for (int number = from; number < to; number++) {
      String line = KilledProcess.ACKNOWLEDGED + number;
      free.acquire();
      emitters
          .publishAsync(topics.apply(number), events.apply(number))
          .whenComplete(
              (receipt, failure) -> {
                out.println(failure == null ? line : "failed: " + failure);
                out.flush();
                free.release();
              });
    }
    free.acquire(UNDER_WAY);
  }

  /** Ends the process as it was asked to, or waits until it is killed. */
  static void end(Emitters emitters, String how) throws InterruptedException {
    if (how.equals(TO_THE_END)) {
      System.exit(emitters.awaitIdle(PATIENCE) ? 0 : NOT_DELIVERED);
    }
    awaitKill();
  }

  static void awaitKill() throws InterruptedException {
    TimeUnit.DAYS.sleep(1);
  }
}
