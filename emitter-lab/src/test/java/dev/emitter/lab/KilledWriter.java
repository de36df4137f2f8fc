package dev.emitter.lab;

import dev.emitter.Emitters;
import dev.emitter.audit.AuditChannelProvider;
import dev.emitter.audit.AuditLog;
import dev.emitter.definition.DeliverySettings;
import dev.emitter.definition.EmitterDefinition;
import dev.emitter.log.disk.DiskEventLog;
import dev.emitter.topic.Topic;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The process that is killed: publishes numbered events through a log on disk to emitters that
 * write each event once, and says which of them were acknowledged. It ends by itself only if asked
 * to, once everything is delivered.
 */
final class KilledWriter {

  static final String OWNER = "ann";
  static final String AUDIT = "audit";

  private static final Topic TOPIC = Topic.of("n");

  private KilledWriter() {}

  /**
   * Takes the folder, the first number, how many, whether it ends by itself and, if there is a
   * broker of Kafka, its address and the topic.
   */
  public static void main(String[] args) throws InterruptedException {
    Path folder = Path.of(args[0]);
    Emitters emitters =
        Emitters.builder()
            .log(DiskEventLog.open(folder.resolve("log")))
            .channel(new TwoDays())
            .channel(AuditChannelProvider.of(AuditLog.in(folder.resolve(AUDIT))))
            .closeGrace(Duration.ZERO)
            .start();
    for (String file : WrittenEvents.FILES) {
      emitters.register(file(folder, file, file).build());
    }
    emitters.register(
        file(folder, "rolling", "rolling")
            .parameter("rolling", true)
            .parameter("zone", "UTC")
            .build());
    emitters.register(file(folder, "shared-too", "shared").build());
    emitters.register(definition(AUDIT, "Audit").owner(OWNER).build());
    if (args.length > 4) {
      emitters.register(kafka(args[4], args[5]));
    }
    int first = Integer.parseInt(args[1]);
    KilledLife.publish(
        emitters, first, first + Integer.parseInt(args[2]), number -> TOPIC, KilledWriter::event);
    KilledLife.end(emitters, args[3]);
  }

  private static EmitterDefinition.Builder file(Path folder, String id, String name) {
    return definition(id, "File")
        .parameter("path", WrittenEvents.file(folder, name).toString())
        .parameter("prettyPrint", name.equals("indented"))
        .parameter("fsync", name.equals("plain") ? "batch" : "never");
  }

  private static EmitterDefinition kafka(String brokers, String topic) {
    return definition("kafka", "Kafka")
        .parameter("brokers", brokers)
        .parameter("topic", topic)
        .parameter("exactlyOnce", true)
        .parameter("properties", Map.of("buffer.memory", "4194304"))
        .build();
  }

  private static EmitterDefinition.Builder definition(String id, String type) {
    return EmitterDefinition.builder(id, type)
        .topics(List.of(TOPIC))
        .delivery(DeliverySettings.DEFAULT.withQueueCapacity(64));
  }

  /** Some are large, so that many a kill comes in the middle of one. */
  private static CloudEvent event(int number) {
    String data = "{\"n\":%d,\"text\":\"%s\"}".formatted(number, "x".repeat(number % 7 * 300));
    return KilledLife.event(WrittenEvents.id(number), data);
  }
}
