package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The process that is killed: publishes numbered events through a log on disk to Webhook emitters,
 * and says which of them were acknowledged. It ends by itself only if asked to, once everything is
 * delivered.
 */
final class KilledSender {

  /** The emitters and how many events one of which each selects. */
  static final Map<String, Integer> EMITTERS = Map.of("all", 1, "every-second", 2, "some", 7);

  static final String TO_THE_END = "end";

  private static final int TOPICS = 14;
  private static final int UNDER_WAY = 64;
  private static final int NOT_DELIVERED = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private KilledSender() {}

  /** Takes the log's folder, the receiver's port, the ordering, the first number and how many. */
  public static void main(String[] args) throws InterruptedException {
    Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(Path.of(args[0])))
            .closeGrace(Duration.ZERO)
            .start();
    EMITTERS.keySet().forEach(id -> register(emitters, id, args[1], Ordering.valueOf(args[2])));
    int first = Integer.parseInt(args[3]);
    publish(emitters, first, first + Integer.parseInt(args[4]));
    if (args[5].equals(TO_THE_END)) {
      System.exit(emitters.awaitIdle(PATIENCE) ? 0 : NOT_DELIVERED);
    }
    TimeUnit.DAYS.sleep(1); // until it is killed
  }

  private static void register(Emitters emitters, String id, String port, Ordering ordering) {
    emitters.register(
        EmitterDefinition.builder(id, "Webhook")
            .topics(topics(Objects.requireNonNull(EMITTERS.get(id))))
            .parameter("url", "http://127.0.0.1:" + port + "/" + id)
            .delivery(
                DeliverySettings.DEFAULT
                    .withRetry(Duration.ofMillis(1), Duration.ofMillis(20))
                    .withDisable(1_000_000, Duration.ofDays(30))
                    .withDisablePerDay(0)
                    .withOrdering(ordering, 4)
                    .withQueueCapacity(64))
            .build());
  }

  private static List<Topic> topics(int every) {
    return IntStream.range(0, TOPICS)
        .filter(number -> number % every == 0)
        .mapToObj(KilledSender::topic)
        .toList();
  }

  private static Topic topic(int number) {
    return Topic.of("n", Integer.toString(number % TOPICS));
  }

  private static void publish(Emitters emitters, int from, int to) throws InterruptedException {
    PrintStream out = System.out;
    Semaphore free = new Semaphore(UNDER_WAY);
    for (int number = from; number < to; number++) {
      String line = KilledProcess.ACKNOWLEDGED + number;
      free.acquire();
      emitters
          .publishAsync(topic(number), event(number))
          .whenComplete(
              (receipt, failure) -> {
                out.println(failure == null ? line : "failed: " + failure);
                out.flush();
                free.release();
              });
    }
    free.acquire(UNDER_WAY);
  }

  private static CloudEvent event(int number) {
    return CloudEventBuilder.v1()
        .withId(Integer.toString(number))
        .withSource(URI.create("https://lab.example"))
        .withType("t")
        .withData("application/json", ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
