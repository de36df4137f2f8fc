package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.definition.Ordering;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The process that is killed: publishes numbered events through a log on disk to Webhook emitters,
 * and says which of them were acknowledged. It ends by itself only if asked to, once everything is
 * delivered.
 */
final class KilledSender {

  /** The emitters and how many events one of which each selects. */
  static final Map<String, Integer> EMITTERS = Map.of("all", 1, "every-second", 2, "some", 7);

  private static final int TOPICS = 14;

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
    KilledLife.publish(
        emitters,
        first,
        first + Integer.parseInt(args[4]),
        KilledSender::topic,
        number -> KilledLife.event(Integer.toString(number), "{\"n\":" + number + "}"));
    KilledLife.end(emitters, args[5]);
  }

  private static void register(Emitters emitters, String id, String port, Ordering ordering) {
    emitters.register(
        EmitterDefinition.builder(id, "Webhook")
            .topics(topics(Objects.requireNonNull(EMITTERS.get(id))))
            .parameter("url", "http://127.0.0.1:" + port + "/" + id)
            .delivery(KilledLife.untiring().withOrdering(ordering, 4))
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
}
